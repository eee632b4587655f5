package io.github.tlsgauntlet.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Expectation;
import io.github.tlsgauntlet.pki.Presentation;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is said of a fixture: whether it was taken is the verdict, and how a refusal was told is a
 * grade of its own beside it.
 */
class FixtureJudgementTest {
  private static final List<String> FITTING = List.of("unknown_ca", "certificate_unknown");
  private static final Reaction TAKEN = new Reaction.Taken("application data came.", List.of());
  private static final Reaction UNTOLD = new Reaction.Untold("It stayed silent.", List.of());

  private static Scenario scenario(
      List<String> alerts, Scenario.Level level, Presentation presentation) {
    try {
      Scenario real = Catalogue.load().find("wrong-ca").orElseThrow();
      return new Scenario(
          real.id(),
          real.group(),
          real.title(),
          real.roles(),
          real.expectations(),
          alerts,
          real.reference(),
          real.why(),
          Optional.of("ok-chain"),
          presentation,
          real.asks(),
          real.versions(),
          real.keyExchange(),
          real.ownTrust(),
          real.intrusive(),
          real.bounded(),
          level,
          real.recipe());
    } catch (RecipeException e) {
      throw new AssertionError(e);
    }
  }

  private static Scenario ordinary() {
    return scenario(FITTING, Scenario.Level.MUST, Presentation.CERTIFICATES);
  }

  /**
   * By an alert's name, or {@code HTTP 403}, {@code closed}, {@code reset}, {@code own account}.
   */
  private static Reaction refusedBy(String how) {
    return new Reaction.Refused(refusal(how), List.of());
  }

  private static Refusal refusal(String how) {
    if (how.startsWith("HTTP ")) {
      return new Refusal.ByHttp(Integer.parseInt(how.substring(5)));
    }
    return switch (how) {
      case "closed" -> new Refusal.ByClosing();
      case "reset" -> new Refusal.ByReset();
      case "own account" -> new Refusal.ByOwnAccount("no path found");
      default -> new Refusal.ByAlert(alert(how));
    };
  }

  private static AlertDescription alert(String name) {
    return IntStream.range(0, 256)
        .mapToObj(AlertDescription::new)
        .filter(one -> one.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Reaction reaction(String how) {
    return switch (how) {
      case "taken" -> TAKEN;
      case "untold" -> UNTOLD;
      default -> refusedBy(how);
    };
  }

  @ParameterizedTest(name = "{0}, {1}: {2}, {3}")
  @CsvSource({
    // expectation, reaction, verdict, grade, what the report shows
    "ACCEPT, taken,              PASS,         NONE,                    ",
    "ACCEPT, untold,             INCONCLUSIVE, NONE,                    ",
    "ACCEPT, unknown_ca,         FAIL,         OTHER_CERTIFICATE_ALERT, unknown_ca",
    "ACCEPT, internal_error,     FAIL,         OTHER_ALERT,             internal_error",
    "ACCEPT, closed,             FAIL,         SILENT_CLOSE,            closed",
    "ACCEPT, HTTP 400,           FAIL,         HTTP_STATUS,             HTTP 400",
    "REJECT, taken,              FAIL,         NONE,                    ",
    "REJECT, untold,             INCONCLUSIVE, NONE,                    ",
    "REJECT, unknown_ca,         PASS,         FITTING,                 unknown_ca",
    "REJECT, certificate_unknown, PASS,        FITTING,                 certificate_unknown",
    "REJECT, bad_certificate,    PASS,         OTHER_CERTIFICATE_ALERT, bad_certificate",
    "REJECT, certificate_expired, PASS,        OTHER_CERTIFICATE_ALERT, certificate_expired",
    "REJECT, access_denied,      PASS,         OTHER_CERTIFICATE_ALERT, access_denied",
    "REJECT, handshake_failure,  WARN,         OTHER_ALERT,             handshake_failure",
    "REJECT, internal_error,     WARN,         OTHER_ALERT,             internal_error",
    "REJECT, closed,             WARN,         SILENT_CLOSE,            closed",
    "REJECT, reset,              WARN,         SILENT_CLOSE,            reset",
    "REJECT, own account,        WARN,         SILENT_CLOSE,            close_notify",
    "REJECT, HTTP 400,           PASS,         HTTP_STATUS,             HTTP 400",
    "EITHER, taken,              PASS,         NONE,                    ",
    "EITHER, untold,             INCONCLUSIVE, NONE,                    ",
    "EITHER, unknown_ca,         PASS,         FITTING,                 unknown_ca",
    "EITHER, internal_error,     PASS,         OTHER_ALERT,             internal_error",
    "EITHER, closed,             PASS,         SILENT_CLOSE,            closed",
    "EITHER, HTTP 403,           PASS,         HTTP_STATUS,             HTTP 403"
  })
  void verdict_and_grade_are_two_results(
      Expectation expectation, String reaction, Verdict verdict, AlertGrade grade, String shown) {
    Finding finding =
        FixtureJudgement.judge(ordinary(), expectation, reaction(reaction), Optional.of(TAKEN));

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(verdict);
    assertThat(finding.alertGrade()).isEqualTo(grade);
    assertThat(finding.alert()).isEqualTo(Optional.ofNullable(shown));
  }

  @ParameterizedTest
  @CsvSource({
    "taken, WARN, NONE",
    "internal_error, WARN, OTHER_ALERT",
    "unknown_ca, PASS, FITTING"
  })
  void what_a_verifier_may_take_is_at_most_a_warning(
      String reaction, Verdict verdict, AlertGrade grade) {
    Finding finding =
        FixtureJudgement.judge(
            scenario(FITTING, Scenario.Level.SHOULD, Presentation.CERTIFICATES),
            Expectation.REJECT,
            reaction(reaction),
            Optional.of(TAKEN));

    assertThat(finding.verdict()).isEqualTo(verdict);
    assertThat(finding.alertGrade()).isEqualTo(grade);
  }

  @ParameterizedTest
  @CsvSource({
    "bad_certificate, PASS, OTHER_CERTIFICATE_ALERT",
    "internal_error, WARN, OTHER_ALERT",
    "closed, PASS, SILENT_CLOSE"
  })
  void where_no_alert_fits_better_a_close_is_as_good(
      String reaction, Verdict verdict, AlertGrade grade) {
    Finding finding =
        FixtureJudgement.judge(
            scenario(List.of(), Scenario.Level.MUST, Presentation.CERTIFICATES),
            Expectation.REJECT,
            reaction(reaction),
            Optional.of(TAKEN));

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(verdict);
    assertThat(finding.alertGrade()).isEqualTo(grade);
  }

  @ParameterizedTest
  @CsvSource({
    // expectation, reaction, the good twin, verdict
    "REJECT, unknown_ca, bad_certificate, INCONCLUSIVE",
    "REJECT, unknown_ca, HTTP 403,        INCONCLUSIVE",
    "REJECT, unknown_ca, untold,          INCONCLUSIVE",
    "EITHER, unknown_ca, bad_certificate, INCONCLUSIVE",
    "REJECT, taken,      bad_certificate, FAIL",
    "REJECT, taken,      untold,          FAIL",
    "ACCEPT, unknown_ca, bad_certificate, FAIL"
  })
  void a_refusal_counts_only_where_the_good_twin_was_taken(
      Expectation expectation, String reaction, String twin, Verdict verdict) {
    Finding finding =
        FixtureJudgement.judge(
            ordinary(), expectation, reaction(reaction), Optional.of(reaction(twin)));

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    // reaction to no certificate, the good twin, verdict
    "certificate_required, untold,               PASS",
    "certificate_required, certificate_required, INCONCLUSIVE",
    "handshake_failure,    untold,               INCONCLUSIVE",
    "handshake_failure,    taken,                PASS"
  })
  void certificate_required_needs_no_twin_that_is_taken_but_none_that_is_refused(
      String reaction, String twin, Verdict verdict) {
    Finding finding =
        FixtureJudgement.judge(
            scenario(
                List.of("certificate_required", "handshake_failure"),
                Scenario.Level.MUST,
                Presentation.NO_CERTIFICATE),
            Expectation.REJECT,
            reaction(reaction),
            Optional.of(reaction(twin)));

    assertThat(finding.verdict()).as(finding.reason()).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"internal_error", "closed", "bad_certificate"})
  void a_refusal_that_leads_astray_is_told_with_what_fits(String reaction) {
    assertThat(
            FixtureJudgement.judge(
                    ordinary(), Expectation.REJECT, refusedBy(reaction), Optional.of(TAKEN))
                .reason())
        .endsWith("; fitting is unknown_ca or certificate_unknown.");
  }
}
