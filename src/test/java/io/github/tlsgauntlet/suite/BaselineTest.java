package io.github.tlsgauntlet.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BaselineTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void only_a_failure_or_a_warning_becomes_known(Verdict verdict) {
    Result judged = accepting("leaf-expired", "*").judge(result("leaf-expired", verdict), TODAY);
    boolean deviation = verdict == Verdict.FAIL || verdict == Verdict.WARN;
    assertThat(judged.verdict()).isEqualTo(deviation ? Verdict.KNOWN : verdict);
  }

  @Test
  void the_reason_of_the_entry_is_appended() {
    Result judged =
        accepting("leaf-expired", "jvm:SunJSSE").judge(result("leaf-expired", Verdict.FAIL), TODAY);
    assertThat(judged.reason()).isEqualTo("Seen. Accepted in the baseline: the lab only");
  }

  @Test
  void the_reason_names_the_last_day() {
    assertThat(until(LocalDate.of(9999, 12, 31)).accepts(result("c", Verdict.FAIL)))
        .contains("for now (until 9999-12-31)");
    assertThat(until(LocalDate.of(2000, 1, 1)).accepts(result("c", Verdict.FAIL))).isEmpty();
    assertThat(until(LocalDate.of(9999, 12, 31)).accepts(result("c", Verdict.PASS))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "jvm:SunJSSE, true",
    "*, true",
    "jvm:*, true",
    "*JSSE, true",
    "jvm:*n*SE, true",
    "jvm:SunJSS?, false",
    "jvm:Sun, false",
    "jvm:SunJSSE2, false",
    ".*, false",
    "*x*, false"
  })
  void a_star_in_a_target_stands_for_any_text_and_nothing_else_does(
      String target, boolean matches) {
    assertThat(accepting("c", target).entries().get(0).matches(result("c", Verdict.FAIL)))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "jvm:SunJSSE, jvm:SunJSSE?jdk=25, true",
    "container:nginx, container:nginx?clientAuth=required, true",
    "jvm:SunJSSE?jdk=25, jvm:SunJSSE, false",
    "jvm:SunJSSE?jdk=25, jvm:SunJSSE?jdk=25, true",
    "jvm:Sun, jvm:SunJSSE?jdk=25, false"
  })
  void a_target_without_options_means_it_with_any(String entry, String target, boolean matches) {
    assertThat(accepting("c", entry).entries().get(0).matches(of(target))).isEqualTo(matches);
  }

  @Test
  void quarter_and_version_narrow_an_entry() {
    Result result = result("c", Verdict.FAIL);
    assertThat(entry(Optional.of(Quarter.TWO_WAY_SERVER), Optional.of("TLS 1.3")).matches(result))
        .isTrue();
    assertThat(entry(Optional.of(Quarter.ONE_WAY_SERVER), Optional.empty()).matches(result))
        .isFalse();
    assertThat(entry(Optional.empty(), Optional.of("TLS 1.2")).matches(result)).isFalse();
  }

  @Test
  void an_entry_holds_on_its_last_day_and_not_on_the_next() {
    Baseline baseline = until(TODAY);
    Result result = result("c", Verdict.FAIL);
    assertThat(baseline.judge(result, TODAY).verdict()).isEqualTo(Verdict.KNOWN);
    Baseline.Applied later = baseline.apply(List.of(result), TODAY.plusDays(1));
    assertThat(later.results().get(0).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(later.stale())
        .extracting(Baseline.Stale::why)
        .containsExactly(Baseline.Staleness.ENDED);
  }

  @Test
  void an_entry_whose_check_passes_now_is_stale() {
    assertThat(stale(result("c", Verdict.PASS))).containsExactly(Baseline.Staleness.NOW_PASSES);
  }

  @Test
  void an_entry_whose_check_is_gone_is_stale() {
    assertThat(stale(result("other", Verdict.FAIL)))
        .containsExactly(Baseline.Staleness.MATCHED_NOTHING);
  }

  @Test
  void an_entry_that_could_not_be_told_is_not_stale() {
    assertThat(stale(result("c", Verdict.INCONCLUSIVE))).isEmpty();
  }

  @Test
  void an_entry_of_a_target_outside_the_run_is_not_stale() {
    Baseline.Applied applied =
        accepting("c", "example.com").apply(List.of(result("c", Verdict.PASS)), TODAY);
    assertThat(applied.stale()).isEmpty();
  }

  @Test
  void an_entry_that_accepts_one_of_two_results_is_not_stale() {
    Baseline.Applied applied =
        accepting("c", "*")
            .apply(List.of(result("c", Verdict.PASS), result("c", Verdict.FAIL)), TODAY);
    assertThat(applied.stale()).isEmpty();
    assertThat(applied.results())
        .extracting(Result::verdict)
        .containsExactly(Verdict.PASS, Verdict.KNOWN);
  }

  @Test
  void a_baseline_made_from_a_run_accepts_that_run() {
    List<Result> results = List.of(result("a", Verdict.FAIL), result("b", Verdict.PASS));
    Baseline baseline = Baseline.accepting(results, "as it is", Optional.empty());
    assertThat(baseline.entries()).hasSize(1);
    assertThat(baseline.apply(results, TODAY).results())
        .extracting(Result::verdict)
        .containsExactly(Verdict.KNOWN, Verdict.PASS);
  }

  private static List<Baseline.Staleness> stale(Result result) {
    return accepting("c", "*").apply(List.of(result), TODAY).stale().stream()
        .map(Baseline.Stale::why)
        .toList();
  }

  private static Baseline accepting(String check, String target) {
    return new Baseline(
        List.of(
            new Baseline.Entry(
                check,
                Optional.empty(),
                target,
                Optional.empty(),
                "the lab only",
                Optional.empty())));
  }

  private static Baseline until(LocalDate last) {
    return new Baseline(
        List.of(
            new Baseline.Entry(
                "c", Optional.empty(), "*", Optional.empty(), "for now", Optional.of(last))));
  }

  private static Baseline.Entry entry(Optional<Quarter> quarter, Optional<String> version) {
    return new Baseline.Entry("c", quarter, "*", version, "r", Optional.empty());
  }

  private static Result of(String target) {
    return result("c", Verdict.FAIL, target);
  }

  private static Result result(String check, Verdict verdict) {
    return result(check, verdict, "jvm:SunJSSE");
  }

  private static Result result(String check, Verdict verdict, String target) {
    return new Result(
        check,
        Quarter.TWO_WAY_SERVER,
        "TwoWay",
        target,
        check,
        "Time",
        Optional.of("TLS 1.3"),
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
        Duration.ofMillis(1));
  }
}
