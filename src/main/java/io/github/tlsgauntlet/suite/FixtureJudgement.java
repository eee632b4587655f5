package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.pki.Expectation;
import io.github.tlsgauntlet.pki.Presentation;
import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.List;
import java.util.Optional;

/**
 * Judges what a target did with a fixture: taken or refused is the verdict, how the refusal was
 * told is a grade beside it.
 */
public final class FixtureJudgement {
  private FixtureJudgement() {}

  /**
   * Judges a reaction.
   *
   * @param scenario what was presented
   * @param expectation what the profile in force expects
   * @param reaction what the target did
   * @param control what it did with the good twin; empty for a control itself
   */
  public static Finding judge(
      Scenario scenario, Expectation expectation, Reaction reaction, Optional<Reaction> control) {
    if (reaction instanceof Reaction.Taken taken) {
      return taken(scenario, expectation, taken);
    }
    if (reaction instanceof Reaction.Untold untold) {
      return untold(scenario, untold, control);
    }
    Reaction.Refused refused = (Reaction.Refused) reaction;
    Optional<Finding> unproved =
        expectation == Expectation.ACCEPT
            ? Optional.empty()
            : control.flatMap(twin -> unproved(scenario, refused, twin));
    return unproved.orElseGet(() -> refused(scenario, expectation, refused));
  }

  /**
   * Silence is a verdict where one has to come in time; only of a target, though, that is known to
   * answer in time what costs it nothing.
   */
  private static Finding untold(
      Scenario scenario, Reaction.Untold untold, Optional<Reaction> control) {
    boolean late =
        scenario.bounded()
            && control.filter(Reaction.Taken.class::isInstance).isPresent()
            && untold.evidence().stream()
                .anyMatch(transcript -> transcript.ending() instanceof Ending.Silence);
    return finding(
        late ? Verdict.FAIL : Verdict.INCONCLUSIVE,
        late
            ? "It neither took nor refused it within the time limit; either has to come in bounded"
                + " time."
            : untold.why(),
        AlertGrade.NONE,
        Optional.empty(),
        untold);
  }

  /** Why a refusal proves nothing: nobody saw the good twin taken. */
  private static Optional<Finding> unproved(
      Scenario scenario, Reaction.Refused refused, Reaction twin) {
    if (twin instanceof Reaction.Refused other) {
      return Optional.of(
          finding(
              Verdict.INCONCLUSIVE,
              "The good twin "
                  + scenario.control().orElse("")
                  + " was not taken either (refused by "
                  + other.how().inWords()
                  + "), so a refusal would prove nothing.",
              AlertGrade.NONE,
              Optional.empty(),
              other));
    }
    if (twin instanceof Reaction.Untold untold && !namesTheFault(scenario, refused)) {
      return Optional.of(
          finding(
              Verdict.INCONCLUSIVE,
              "It was refused by "
                  + refused.how().inWords()
                  + ", which proves nothing while it is not known whether the good twin "
                  + scenario.control().orElse("")
                  + " is taken. "
                  + untold.why(),
              AlertGrade.NONE,
              Optional.empty(),
              refused));
    }
    return Optional.empty();
  }

  /**
   * Whether an alert can mean nothing but the fault: certificate_required is for those who show no
   * certificate, and for nobody else (RFC 9846, Section 6.2).
   */
  private static boolean namesTheFault(Scenario scenario, Reaction.Refused refused) {
    return scenario.presentation() == Presentation.NO_CERTIFICATE
        && refused.how() instanceof Refusal.ByAlert alert
        && alert.description().equals(AlertDescription.CERTIFICATE_REQUIRED);
  }

  private static Finding taken(Scenario scenario, Expectation expectation, Reaction.Taken taken) {
    return switch (expectation) {
      case ACCEPT ->
          finding(Verdict.PASS, "Taken: " + taken.how(), AlertGrade.NONE, Optional.empty(), taken);
      case EITHER ->
          finding(
              Verdict.PASS,
              "Taken: " + taken.how() + " Both verdicts are defensible under this profile.",
              AlertGrade.NONE,
              Optional.empty(),
              taken);
      case REJECT ->
          finding(
              scenario.level() == Scenario.Level.MUST ? Verdict.FAIL : Verdict.WARN,
              "It was taken and should have been refused: " + taken.how(),
              AlertGrade.NONE,
              Optional.empty(),
              taken);
    };
  }

  private static Finding refused(
      Scenario scenario, Expectation expectation, Reaction.Refused refused) {
    Refusal how = refused.how();
    Optional<String> seen = Optional.of(how.inShort());
    if (expectation == Expectation.ACCEPT) {
      return finding(
          Verdict.FAIL,
          "It was refused by " + how.inWords() + " and should have been taken.",
          AlertGrading.grade(how, List.of()),
          seen,
          refused);
    }
    AlertGrade grade = AlertGrading.grade(how, scenario.alerts());
    String told =
        switch (grade) {
          case FITTING, HTTP_STATUS, NONE -> "Refused by " + how.inWords() + ".";
          case OTHER_CERTIFICATE_ALERT, OTHER_ALERT, SILENT_CLOSE ->
              "Refused by " + how.inWords() + fitting(scenario) + ".";
        };
    if (expectation == Expectation.EITHER) {
      return finding(
          Verdict.PASS,
          told + " Both verdicts are defensible under this profile.",
          grade,
          seen,
          refused);
    }
    boolean unfitting =
        grade == AlertGrade.OTHER_ALERT
            || (grade == AlertGrade.SILENT_CLOSE && !scenario.alerts().isEmpty());
    return finding(unfitting ? Verdict.WARN : Verdict.PASS, told, grade, seen, refused);
  }

  private static String fitting(Scenario scenario) {
    return scenario.alerts().isEmpty()
        ? ""
        : "; fitting is " + String.join(" or ", scenario.alerts());
  }

  private static Finding finding(
      Verdict verdict, String reason, AlertGrade grade, Optional<String> alert, Reaction reaction) {
    return new Finding(verdict, reason, grade, alert, List.of(), reaction.evidence());
  }
}
