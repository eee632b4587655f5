package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.pki.Expectation;
import io.github.tlsgauntlet.pki.Scenario;
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
    if (expectation != Expectation.ACCEPT && control.isPresent()) {
      Reaction twin = control.get();
      if (!(twin instanceof Reaction.Taken)) {
        return finding(
            Verdict.INCONCLUSIVE,
            "The good twin "
                + scenario.control().orElse("")
                + " was not taken either ("
                + inWords(twin)
                + "), so a refusal would prove nothing.",
            AlertGrade.NONE,
            Optional.empty(),
            twin);
      }
    }
    if (reaction instanceof Reaction.Taken taken) {
      return taken(scenario, expectation, taken);
    }
    if (reaction instanceof Reaction.Refused refused) {
      return refused(scenario, expectation, refused);
    }
    return finding(
        Verdict.INCONCLUSIVE,
        ((Reaction.Untold) reaction).why(),
        AlertGrade.NONE,
        Optional.empty(),
        reaction);
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

  private static String inWords(Reaction reaction) {
    if (reaction instanceof Reaction.Refused refused) {
      return "refused by " + refused.how().inWords();
    }
    if (reaction instanceof Reaction.Untold untold) {
      return untold.why();
    }
    return "taken";
  }

  private static Finding finding(
      Verdict verdict, String reason, AlertGrade grade, Optional<String> alert, Reaction reaction) {
    return new Finding(verdict, reason, grade, alert, List.of(), reaction.evidence());
  }
}
