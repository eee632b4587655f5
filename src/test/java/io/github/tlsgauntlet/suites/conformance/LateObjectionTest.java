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
import org.junit.jupiter.api.Test;

/** Whether a server that objects to Finished alone has taken a bad share is not seen. */
class LateObjectionTest {
  @Test
  void an_alert_that_is_due_to_finished_is_a_warning() throws Exception {
    Verdicts listener = new Verdicts();
    GauntletRun run =
        Runs.open(
            List.of(
                new ScriptedServer(
                    (setup, settings) ->
                        settings.deviations(
                            new Deviation.OtherAlert(AlertDescription.DECRYPT_ERROR)))),
            List.of(),
            Map.of("timeout", "60"),
            List.of(listener));
    Method method =
        KeyExchange12ServerTest.class.getDeclaredMethod(
            "a_share_of_small_order_is_refused_in_tls_1_2", ServerCase.class);

    for (ServerCase one : OnServerArguments.cases(run, method).toList()) {
      listener.of(KeyExchange12ServerTest.class, method, one);
    }

    assertThat(listener.all())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.WARN);
              assertThat(result.reason()).contains("objects to Finished alone");
            });
  }
}
