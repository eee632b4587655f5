package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.OnServerArguments;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.suites.ScriptedServer;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server that refuses what is malformed, and serves nobody afterwards, fails. */
class BrokenByLengthsTest {
  private static final int CONNECTIONS = 3;

  @Test
  void a_server_that_breaks_on_what_it_refuses_fails() throws Exception {
    Verdicts listener = new Verdicts();
    AtomicInteger served = new AtomicInteger();
    GauntletRun run =
        Runs.open(
            List.of(
                new ScriptedServer(
                    (setup, settings) ->
                        settings.deviations(
                            new Deviation.RefuseHello(
                                hello -> served.incrementAndGet() > CONNECTIONS,
                                AlertDescription.HANDSHAKE_FAILURE)))),
            List.of(),
            Map.of("timeout", "60"),
            List.of(listener));
    Method method =
        LengthServerTest.class.getDeclaredMethod(
            "lengths_of_a_key_update_are_checked", ServerCase.class);

    for (ServerCase one : OnServerArguments.cases(run, method).toList()) {
      listener.of(LengthServerTest.class, method, one);
    }

    assertThat(listener.all())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.FAIL);
              assertThat(result.reason()).contains("Afterwards it serves nobody");
            });
  }
}
