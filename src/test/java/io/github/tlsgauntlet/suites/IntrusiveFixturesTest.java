package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What could harm a server that somebody relies on isn't sent unasked. */
class IntrusiveFixturesTest {
  private static Finding circleSentTo(Map<String, String> options) throws TargetException {
    ServerUnderTest server =
        Runs.against(
            new LiveServer(new ScriptedServer((setup, settings) -> settings.ask(Optional.empty()))),
            options);
    return ClientFixtures.presentedTo(
        server, ProtocolVersion.TLS13, server.run().catalogue().find("ca-cycle").orElseThrow());
  }

  @Test
  void a_circle_of_issuers_waits_for_leave() throws TargetException {
    Finding finding = circleSentTo(Map.of());

    assertThat(finding.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(finding.reason()).contains("-Dintrusive=true");
  }

  @Test
  void with_leave_it_depends_on_the_server() throws TargetException {
    assertThat(circleSentTo(Map.of("intrusive", "true")).reason())
        .isEqualTo("The server asks for no client certificate.");
  }
}
