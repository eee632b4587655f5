package io.github.tlsgauntlet.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
  private static final String REPORT =
      """
      {"$schema":"report.schema.json","schemaVersion":"1","results":[
       {"id":"failed","verdict":"FAIL"},
       {"id":"known","verdict":"KNOWN"},
       {"id":"warned","verdict":"WARN"},
       {"id":"passed","verdict":"PASS"}]}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "MUST, OneWay, FAIL, true",
    "MUST, OneWay, WARN, false",
    "SHOULD, OneWay, WARN, true",
    "SHOULD, OneWay, KNOWN, false",
    "POLICY, OneWay, FAIL, false",
    "POLICY, Policy, FAIL, true",
    "POLICY, Policy, WARN, false",
    "POLICY, Policy, KNOWN, false",
    "NEVER, OneWay, FAIL, false"
  })
  void a_threshold_lets_pass_what_lies_below_it(
      Threshold threshold, String suite, Verdict verdict, boolean closed) {
    assertThat(new Gate(threshold, Set.of()).isClosedTo(result(suite, "x", verdict)))
        .isEqualTo(closed);
  }

  @ParameterizedTest
  @CsvSource({
    "failed, FAIL, false",
    "known, FAIL, false",
    "warned, FAIL, true",
    "passed, FAIL, true",
    "new, FAIL, true",
    "passed, WARN, false",
    "passed, KNOWN, false",
    "passed, INCONCLUSIVE, false"
  })
  void a_regression_is_a_failure_that_the_earlier_run_does_not_know(
      String id, Verdict verdict, boolean closed) throws Exception {
    Gate gate = Gate.of(settings("failOn", "regression", "baseline", file(REPORT)));

    assertThat(gate.isClosedTo(result("OneWay", id, verdict))).isEqualTo(closed);
  }

  @Test
  void accepted_deviations_serve_as_well_as_a_report() throws Exception {
    String accepted =
        "{\"accepted\":[{\"check\":\"failed\",\"target\":\"*\",\"reason\":\"for now\"}]}";
    Settings settings = settings("failOn", "regression", "baseline", file(accepted));

    assertThat(Gate.of(settings).isClosedTo(result("OneWay", "failed", Verdict.FAIL))).isTrue();
    assertThat(Baselines.own(settings).accepts(result("OneWay", "failed", Verdict.FAIL)))
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({"policy, policy", "regression, baseline"})
  void what_a_threshold_needs_is_asked_for(String threshold, String named)
      throws SettingsException {
    Settings settings = settings("failOn", threshold);

    assertThatThrownBy(() -> Gate.of(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("needs " + named);
  }

  @Test
  void a_report_that_accepts_nothing_is_not_taken_for_a_baseline() throws Exception {
    Settings settings = settings("failOn", "must", "baseline", file(REPORT));

    assertThatThrownBy(() -> Baselines.of(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("failOn=regression");
  }

  @Test
  void half_a_report_is_told_in_one_line() throws Exception {
    Settings settings = settings("failOn", "regression", "baseline", file(REPORT.substring(0, 90)));

    assertThatThrownBy(() -> Gate.of(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no readable report");
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("base.json"), text).toString();
  }

  private static Settings settings(String... words) throws SettingsException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      options.put(words[i], words[i + 1]);
    }
    return Settings.read(name -> Optional.ofNullable(options.get(name)), name -> Optional.empty());
  }

  private static Result result(String suite, String id, Verdict verdict) {
    return new Result(
        id,
        Quarter.ONE_WAY_SERVER,
        suite,
        "t",
        id,
        "Time",
        Optional.empty(),
        "It is refused",
        Optional.empty(),
        "It proves nothing.",
        verdict,
        "Seen.",
        AlertGrade.NONE,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Duration.ZERO);
  }
}
