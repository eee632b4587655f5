package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a cell of the matrix shows for the results in it. */
final class Cells {
  private static final List<Verdict> WORST_FIRST =
      List.of(
          Verdict.FAIL,
          Verdict.WARN,
          Verdict.INCONCLUSIVE,
          Verdict.KNOWN,
          Verdict.PASS,
          Verdict.NOT_APPLICABLE);

  private Cells() {}

  /** The verdict that a reader should know of first; empty for no results. */
  static Optional<Verdict> worst(Collection<Result> results) {
    Totals totals = Totals.of(results);
    return WORST_FIRST.stream().filter(verdict -> totals.of(verdict) > 0).findFirst();
  }

  /**
   * {@code F 2/14}: the worst verdict, and how many of those that were tried have it; {@code P 14}
   * where all do; {@code P 1 N 27} where others do not apply.
   */
  static String text(Collection<Result> results) {
    return worst(results)
        .map(
            verdict -> {
              int count = Totals.of(results).of(verdict);
              int untried = untried(verdict, results);
              int tried = results.size() - untried;
              return Words.letter(verdict)
                  + " "
                  + (count == tried ? "" + count : count + "/" + tried)
                  + (untried > 0 ? " " + Words.letter(Verdict.NOT_APPLICABLE) + " " + untried : "");
            })
        .orElse("");
  }

  /** The same in words: {@code pass: 1 of 1; 27 not applicable}. */
  static String words(Verdict worst, Collection<Result> results) {
    int untried = untried(worst, results);
    return Words.verdict(worst)
        + ": "
        + Totals.of(results).of(worst)
        + " of "
        + (results.size() - untried)
        + (untried > 0 ? "; " + untried + " not applicable" : "");
  }

  private static int untried(Verdict worst, Collection<Result> results) {
    return worst == Verdict.NOT_APPLICABLE ? 0 : Totals.of(results).of(Verdict.NOT_APPLICABLE);
  }
}
