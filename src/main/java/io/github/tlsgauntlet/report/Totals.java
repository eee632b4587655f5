package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many results have each verdict.
 *
 * @param counts a number for every verdict, zero included
 */
public record Totals(Map<Verdict, Integer> counts) {
  public Totals {
    var all = new EnumMap<Verdict, Integer>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      all.put(verdict, counts.getOrDefault(verdict, 0));
    }
    counts = Collections.unmodifiableMap(all);
  }

  /** Counts results. */
  public static Totals of(Collection<Result> results) {
    var counts = new EnumMap<Verdict, Integer>(Verdict.class);
    for (Result result : results) {
      counts.merge(result.verdict(), 1, Integer::sum);
    }
    return new Totals(counts);
  }

  /** How many have this verdict. */
  public int of(Verdict verdict) {
    return counts.getOrDefault(verdict, 0);
  }

  /** How many there are in all. */
  public int all() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many were judged: all but those that could not be told or did not apply. */
  public int judged() {
    return all() - of(Verdict.INCONCLUSIVE) - of(Verdict.NOT_APPLICABLE);
  }
}
