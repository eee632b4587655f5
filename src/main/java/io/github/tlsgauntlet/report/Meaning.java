package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Requirement.Explanation;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What it means in practice that a result is what it is, and where its requirement comes from. */
final class Meaning {
  private static final String WEAKNESSES = "Weaknesses";

  private Meaning() {}

  /**
   * What the breach of an explained requirement means. What was refused, though by another alert or
   * by none, is not what the requirement guards against: that breaks the form alone.
   *
   * @return empty where nothing is broken, or the check is not explained
   */
  static Optional<Breach> breach(Result result) {
    return switch (result.verdict()) {
      case FAIL, WARN, KNOWN ->
          result
              .explanation()
              .map(more -> isRefusedOtherwise(result) ? Breach.FORM : more.breach());
      case PASS, INCONCLUSIVE, NOT_APPLICABLE -> Optional.empty();
    };
  }

  /** How grave a FAIL or WARN is, explained or not. */
  static Breach gravity(Result result) {
    return breach(result)
        .orElseGet(
            () -> {
              if (isRefusedOtherwise(result)) {
                return Breach.FORM;
              }
              boolean lets =
                  acceptedWhatItShouldRefuse(result)
                      || result.suite().equals(WEAKNESSES) && result.verdict() == Verdict.FAIL;
              return lets ? Breach.SECURITY : Breach.INTEROPERABILITY;
            });
  }

  /** A check with a good twin presents something bad; that nothing refused it is the worst case. */
  static boolean acceptedWhatItShouldRefuse(Result result) {
    return result.control().isPresent() && result.alertGrade() == AlertGrade.NONE;
  }

  private static boolean isRefusedOtherwise(Result result) {
    return switch (result.alertGrade()) {
      case OTHER_ALERT, OTHER_CERTIFICATE_ALERT, SILENT_CLOSE -> true;
      case HTTP_STATUS -> result.verdict() != Verdict.FAIL; // a FAIL refused a good one
      case FITTING, NONE -> false;
    };
  }

  /** The word for it: {@code security}; empty where nothing is explained. */
  static String word(Result result) {
    return breach(result).map(Meaning::word).orElse("");
  }

  /** {@code security}. */
  static String word(Breach breach) {
    return breach.name().toLowerCase(Locale.ROOT);
  }

  /** All sources, the one that is tried first. */
  static List<String> sources(Result result) {
    List<String> sources = new ArrayList<>();
    result.reference().ifPresent(sources::add);
    result.explanation().map(Explanation::also).ifPresent(sources::addAll);
    return sources;
  }

  /**
   * What is sent, what conforms and what a breach means, a line each; none where nothing is told.
   */
  static List<String> lines(Result result) {
    List<String> lines = new ArrayList<>();
    result
        .explanation()
        .ifPresent(
            more -> {
              lines.add("Sent to try it: " + more.sends());
              lines.add("Conforms: " + more.expects());
            });
    breach(result)
        .ifPresent(breach -> lines.add("Means: " + word(breach) + ". " + breach.meaning()));
    return lines;
  }
}
