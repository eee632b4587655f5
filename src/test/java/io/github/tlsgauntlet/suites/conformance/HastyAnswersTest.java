package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A server that answers before it has read what is wrong can't be said to have taken it. */
class HastyAnswersTest {
  @Test
  void whether_a_hasty_server_takes_a_record_twice_is_not_told() throws Exception {
    Verdicts listener = new Verdicts();
    GauntletRun run =
        Runs.open(
            List.of(new ScriptedServer((setup, settings) -> settings, true)),
            List.of(),
            Map.of("timeout", "60"),
            List.of(listener));
    Method method =
        RecordProtectionServerTest.class.getDeclaredMethod(
            "a_record_that_comes_twice_is_refused", ServerCase.class);

    for (ServerCase one : OnServerArguments.cases(run, method).toList()) {
      listener.of(RecordProtectionServerTest.class, method, one);
    }

    assertThat(listener.all())
        .hasSize(2)
        .allSatisfy(
            result -> {
              assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.INCONCLUSIVE);
              assertThat(result.reason()).contains("answers the first bytes");
            });
  }
}
