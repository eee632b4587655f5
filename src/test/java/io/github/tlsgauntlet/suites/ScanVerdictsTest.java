package io.github.tlsgauntlet.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.policy.Level;
import io.github.tlsgauntlet.policy.PolicyFinding;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.Weakness;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the suites say of a scan's facts; the probes' own tests see each weakness. */
class ScanVerdictsTest {
  @ParameterizedTest
  @CsvSource({"VULNERABLE, FAIL", "EXPOSED, WARN", "SAFE, PASS", "UNTOLD, INCONCLUSIVE"})
  void a_weakness_decides_the_verdict(Exposure exposure, Verdict verdict) {
    assertThat(ScanVerdicts.judged(new Weakness("x", "X", "CVE-1", exposure, "Seen.")).verdict())
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "PASS,           MUST,   PASS",
    "FAIL,           MUST,   FAIL",
    "FAIL,           SHOULD, WARN",
    "INCONCLUSIVE,   MUST,   INCONCLUSIVE",
    "NOT_APPLICABLE, MUST,   NOT_APPLICABLE",
  })
  void a_rule_s_level_decides_what_breaking_it_means(
      PolicyFinding.Verdict found, Level level, Verdict verdict) {
    PolicyFinding finding =
        new PolicyFinding("r", "R", found, "this", "that", "X 1", Map.of("nginx", "y on;"));

    assertThat(ScanVerdicts.judged(finding, level).verdict()).isEqualTo(verdict);
    assertThat(ScanVerdicts.judged(finding, level).mend()).hasSize(1);
  }

  @Test
  void every_weakness_of_a_scan_is_asked_for() throws TargetException {
    ServerUnderTest server = Runs.against(new ScriptedServer((setup, settings) -> settings));
    ServerFacts facts = ScanVerdicts.facts(server);

    assertThat(facts.weaknesses())
        .extracting(Weakness::id)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(KnownWeakness.values()).map(KnownWeakness::id).toList());
  }

  @Test
  void our_own_server_fails_on_none() throws TargetException {
    ServerUnderTest server = Runs.against(new ScriptedServer((setup, settings) -> settings));

    for (KnownWeakness which : KnownWeakness.values()) {
      assertThat(ScanVerdicts.of(server, which).verdict())
          .as(which.id())
          .isIn(Verdict.PASS, Verdict.WARN);
    }
  }
}
