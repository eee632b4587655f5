package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.OnClientArguments;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.suites.ScriptedClient;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of TLS 1.2 that leaves its ChangeCipherSpec out. */
class SkippedChangeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "no_message_of_a_server_is_left_out",
        "the_order_holds_where_a_session_is_resumed"
      })
  void a_client_that_takes_a_finished_in_the_clear_is_found(String requirement) throws Exception {
    Verdicts listener = new Verdicts();
    GauntletRun run =
        Runs.open(
            List.of(),
            List.of(
                new ScriptedClient(
                    (setup, settings) ->
                        Overlooking.client(AlertDescription.UNEXPECTED_MESSAGE).apply(settings))),
            Map.of("timeout", "8"),
            List.of(listener));
    Method method = StateMachineClientTest.class.getDeclaredMethod(requirement, ClientCase.class);
    ClientCase tls12 =
        OnClientArguments.cases(run, method)
            .filter(one -> one.version().orElseThrow().toString().equals("TLS 1.2"))
            .findFirst()
            .orElseThrow();

    Result result = listener.of(StateMachineClientTest.class, method, tls12);

    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.reason()).contains("without ChangeCipherSpec");
  }
}
