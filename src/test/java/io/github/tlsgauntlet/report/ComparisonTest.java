package io.github.tlsgauntlet.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  @ParameterizedTest
  @CsvSource({
    "PASS, FAIL, REGRESSED",
    "PASS, WARN, REGRESSED",
    "WARN, FAIL, REGRESSED",
    "FAIL, PASS, IMPROVED",
    "FAIL, WARN, IMPROVED",
    "WARN, PASS, IMPROVED",
    "PASS, INCONCLUSIVE, OTHERWISE",
    "NOT_APPLICABLE, FAIL, OTHERWISE",
    "FAIL, KNOWN, OTHERWISE"
  })
  void a_change_of_verdict_is_named(Verdict before, Verdict after, Comparison.Kind kind) {
    Comparison comparison =
        compare(List.of(result("a", before, "x")), List.of(result("a", after, "x")));
    assertThat(comparison.changes()).extracting(Comparison.Change::kind).containsExactly(kind);
    assertThat(comparison.hasRegressions()).isEqualTo(kind == Comparison.Kind.REGRESSED);
  }

  @Test
  void another_alert_under_the_same_verdict_is_a_change_and_no_regression() {
    Comparison comparison =
        compare(
            List.of(result("a", Verdict.PASS, "bad_certificate")),
            List.of(result("a", Verdict.PASS, "certificate_expired")));
    assertThat(comparison.of(Comparison.Kind.ALERT)).hasSize(1);
    assertThat(comparison.changes().get(0).line())
        .isEqualTo("bad_certificate (fitting alert) → certificate_expired (fitting alert)  a");
    assertThat(comparison.hasRegressions()).isFalse();
  }

  @Test
  void what_is_new_and_what_is_gone_is_listed() {
    Comparison comparison =
        compare(
            List.of(result("old", Verdict.PASS, "x"), result("same", Verdict.FAIL, "x")),
            List.of(result("new", Verdict.FAIL, "x"), result("same", Verdict.FAIL, "x")));
    assertThat(comparison.of(Comparison.Kind.APPEARED)).hasSize(1);
    assertThat(comparison.of(Comparison.Kind.GONE)).hasSize(1);
    assertThat(comparison.changes()).hasSize(2);
    assertThat(comparison.hasRegressions()).isFalse();
  }

  @Test
  void nothing_is_gone_from_a_run_that_was_cut_short() {
    Report base = report(true, List.of(result("old", Verdict.PASS, "x")));
    assertThat(Comparison.of(base, report(false, List.of())).changes()).isEmpty();
  }

  @Test
  void the_text_shows_regressions_first_in_eighty_columns() {
    List<Result> before = new ArrayList<>();
    List<Result> after = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String id = "one-way-client/jvm:java.net.http/TLS 1.3/name-in-common-name-only-" + i;
      before.add(result(id, Verdict.PASS, "x"));
      after.add(result(id, Verdict.FAIL, "x"));
    }
    before.add(result("a", Verdict.FAIL, "x"));
    after.add(result("a", Verdict.PASS, "x"));
    String text = new ComparisonText().render(compare(before, after));
    assertThat(text)
        .startsWith("30 regressed, 1 improved\n\nregressed\n  pass → fail  one-way-client/")
        .contains("  … and 10 more\n\nimproved\n  fail → pass  a\n");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(new ComparisonText().render(compare(after, after))).isEqualTo("Nothing changed.\n");
  }

  @Test
  void a_run_compared_with_itself_has_no_change() {
    Report demo = ReportDemo.run("demo", 700, true);
    assertThat(Comparison.of(demo, demo).changes()).isEmpty();
  }

  private static Comparison compare(List<Result> before, List<Result> after) {
    return Comparison.of(report(true, before), report(true, after));
  }

  private static Report report(boolean complete, List<Result> results) {
    RunInfo run = new RunInfo("t", Instant.EPOCH, "1", "j", 0, Map.of());
    return Report.of(run, Instant.EPOCH, complete, results);
  }

  private static Result result(String id, Verdict verdict, String alert) {
    return new Result(
        id,
        Quarter.ONE_WAY_CLIENT,
        "OneWay",
        "t",
        id,
        "Time",
        Optional.empty(),
        "It is refused",
        Optional.empty(),
        "It proves nothing.",
        verdict,
        "Seen.",
        AlertGrade.FITTING,
        Optional.of(alert),
        Optional.empty(),
        List.of(),
        List.of(),
        Duration.ZERO);
  }
}
