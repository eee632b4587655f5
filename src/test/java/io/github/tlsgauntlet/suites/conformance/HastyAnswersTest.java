package io.github.tlsgauntlet.suites.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suites.ScriptedServer;
import io.github.tlsgauntlet.target.ServerTarget;
import org.junit.jupiter.api.Test;

/** A server that answers before it has read what is wrong can't be said to have taken it. */
class HastyAnswersTest {
  @Test
  void whether_a_hasty_server_takes_a_record_twice_is_not_told() {
    ServerTarget server = new ScriptedServer((setup, settings) -> settings, true);

    assertThat(
            Verdicts.on(
                server, RecordProtectionServerTest.class, "a_record_that_comes_twice_is_refused"))
        .hasSize(2)
        .allSatisfy(
            result -> {
              assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.INCONCLUSIVE);
              assertThat(result.reason()).contains("answers the first bytes");
            });
  }
}
