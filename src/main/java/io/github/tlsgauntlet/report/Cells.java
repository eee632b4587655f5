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

  /** {@code F 2/14}: the worst verdict and how many have it; {@code P 14} where all do. */
  static String text(Collection<Result> results) {
    return worst(results)
        .map(
            verdict -> {
              int count = Totals.of(results).of(verdict);
              String ratio = count == results.size() ? "" + count : count + "/" + results.size();
              return Words.letter(verdict) + " " + ratio;
            })
        .orElse("");
  }
}
