package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A good certificate is presented to servers that ask for it after the handshake. */
class LateFixtureTest {
  private static final byte[] FORBIDDEN =
      "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static ServerSettings.Builder asking(ServerSettings.Builder settings) {
    return settings.lateAsk(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())));
  }

  private static Finding judged(UnaryOperator<ServerSettings.Builder> change)
      throws TargetException, RecipeException {
    return judged(Runs.against(new ScriptedServer((setup, settings) -> change.apply(settings))));
  }

  private static Finding judged(ServerUnderTest server) throws TargetException, RecipeException {
    return ClientFixtures.presentedTo(
        server,
        ProtocolVersion.TLS13,
        Catalogue.load().find("client-post-handshake-auth").orElseThrow());
  }

  private static void is(Verdict verdict, Finding finding) {
    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(verdict);
  }

  @Test
  void a_server_that_takes_it_passes() throws Exception {
    is(Verdict.PASS, judged(LateFixtureTest::asking));
  }

  @Test
  void a_server_that_refuses_it_by_an_alert_fails() throws Exception {
    is(
        Verdict.FAIL,
        judged(
            settings ->
                asking(settings).judge(chain -> Optional.of(AlertDescription.BAD_CERTIFICATE))));
  }

  @Test
  void a_status_that_everyone_gets_tells_nothing() throws Exception {
    is(
        Verdict.INCONCLUSIVE,
        judged(
            Runs.against(
                new ScriptedServer(
                    (setup, settings) -> asking(settings), (setup, shown) -> FORBIDDEN))));
  }

  @Test
  void a_server_that_never_asks_late_is_not_judged() throws Exception {
    is(Verdict.NOT_APPLICABLE, judged(settings -> settings));
  }
}
