package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Mend;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One check of one quarter that fails or warns, with every target and version in which it does.
 *
 * @param quarter which of the four
 * @param check the check's id
 * @param results where it was found, failures before warnings; never empty
 */
record Finding(Quarter quarter, String check, List<Result> results) {
  private static final Comparator<Result> WORST_FIRST =
      Comparator.comparingInt((Result result) -> result.verdict() == Verdict.FAIL ? 0 : 1)
          .thenComparing(Meaning::gravity)
          .thenComparingInt(result -> Meaning.acceptedWhatItShouldRefuse(result) ? 0 : 1);

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::first, WORST_FIRST)
          .thenComparingInt(finding -> -finding.results().size())
          .thenComparingInt(finding -> rank(finding.first().group()));

  /** What lets a stranger in comes before what takes an authority's mistake. */
  private static final List<String> GRAVEST_GROUPS =
      List.of(
          "Trust anchor",
          "Client identity",
          "Time",
          "Names",
          "Usages and constraints",
          "Name constraints and extensions");

  private record Key(Quarter quarter, String check) {}

  /**
   * The findings among results, worst first: a failure before a warning; security before
   * interoperability before form; accepting what has to be refused before all else; then what
   * concerns most targets and versions, and then the gravest group.
   */
  static List<Finding> of(List<Result> results) {
    Map<Key, List<Result>> byCheck = new LinkedHashMap<>();
    for (Result result : results) {
      if (result.verdict() == Verdict.FAIL || result.verdict() == Verdict.WARN) {
        byCheck
            .computeIfAbsent(new Key(result.quarter(), result.check()), key -> new ArrayList<>())
            .add(result);
      }
    }
    return byCheck.entrySet().stream()
        .map(
            entry ->
                new Finding(
                    entry.getKey().quarter(),
                    entry.getKey().check(),
                    entry.getValue().stream().sorted(WORST_FIRST).toList()))
        .sorted(ORDER)
        .toList();
  }

  private static int rank(String group) {
    int rank = GRAVEST_GROUPS.indexOf(group);
    return rank < 0 ? GRAVEST_GROUPS.size() : rank;
  }

  /** The worst of its results. */
  Result first() {
    return results.get(0);
  }

  Verdict verdict() {
    return first().verdict();
  }

  String title() {
    return first().title();
  }

  /** How to mend it, each product's snippet once. */
  Set<Mend> mends() {
    Set<Mend> mends = new LinkedHashSet<>();
    results.forEach(result -> mends.addAll(result.mend()));
    return mends;
  }
}
