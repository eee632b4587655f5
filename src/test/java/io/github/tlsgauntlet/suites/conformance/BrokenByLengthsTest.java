package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suites.ScriptedServer;
import io.github.tlsgauntlet.target.ServerTarget;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server that refuses what is malformed, and serves nobody afterwards, fails. */
class BrokenByLengthsTest {
  private static final int CONNECTIONS = 3;

  @Test
  void a_server_that_breaks_on_what_it_refuses_fails() {
    AtomicInteger served = new AtomicInteger();
    ServerTarget server =
        new ScriptedServer(
            (setup, settings) ->
                settings.deviations(
                    new Deviation.RefuseHello(
                        hello -> served.incrementAndGet() > CONNECTIONS,
                        AlertDescription.HANDSHAKE_FAILURE)));

    assertThat(Verdicts.on(server, LengthServerTest.class, "lengths_of_a_key_update_are_checked"))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.FAIL);
              assertThat(result.reason()).contains("Afterwards it serves nobody");
            });
  }
}
