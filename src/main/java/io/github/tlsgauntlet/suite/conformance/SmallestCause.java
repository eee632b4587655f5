package io.github.tlsgauntlet.suite.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the smallest set of values that goes with every failure, and with failures alone. */
final class SmallestCause {
  private SmallestCause() {}

  /**
   * The cause in words.
   *
   * @param failed the combinations that failed, at least one
   * @param others those that did not
   * @return empty text where all failed
   */
  static String of(List<Combination> failed, List<Combination> others) {
    if (others.isEmpty()) {
      return "";
    }
    for (int size = 1; size <= Dimension.values().length; size++) {
      for (List<Dimension> which : subsets(size)) {
        List<Map<Dimension, String>> causes =
            failed.stream().map(one -> restricted(one, which)).distinct().toList();
        boolean innocent =
            others.stream().noneMatch(one -> causes.contains(restricted(one, which)));
        if (innocent) {
          return causes.stream()
              .map(cause -> String.join(" with ", cause.values()))
              .collect(Collectors.joining("; "));
        }
      }
    }
    return failed.stream()
        .map(one -> String.join(" with ", one.values().values()))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static Map<Dimension, String> restricted(Combination one, List<Dimension> which) {
    return one.values().entrySet().stream()
        .filter(entry -> which.contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static List<List<Dimension>> subsets(int size) {
    List<List<Dimension>> subsets = new ArrayList<>();
    Dimension[] all = Dimension.values();
    for (int bits = 1; bits < 1 << all.length; bits++) {
      if (Integer.bitCount(bits) == size) {
        List<Dimension> subset = new ArrayList<>();
        for (Dimension dimension : all) {
          if ((bits >> dimension.ordinal() & 1) == 1) {
            subset.add(dimension);
          }
        }
        subsets.add(subset);
      }
    }
    return subsets;
  }
}
