package io.github.tlsgauntlet.suite.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the smallest sets of values that go with every failure, and with failures alone. */
final class SmallestCause {
  private SmallestCause() {}

  /** Values that no combination but failing ones has, and those that have them. */
  private record Cause(Map<Dimension, String> values, Set<Combination> explains) {
    String words() {
      return String.join(" with ", values.values());
    }
  }

  /**
   * The cause in words: several, where one does not explain all failures; and where sets of the
   * same size explain the same ones, each of them may be it.
   *
   * @param failed the combinations that failed, at least one
   * @param others those that did not
   * @return empty text where all failed
   */
  static String of(List<Combination> failed, List<Combination> others) {
    if (others.isEmpty()) {
      return "";
    }
    return together(failed, others).stream()
        .map(alike -> alike.stream().map(Cause::words).collect(Collectors.joining(", or ")))
        .collect(Collectors.joining("; "));
  }

  /** The cause in words, where it is one and no other may be it. */
  static Optional<String> only(List<Combination> failed, List<Combination> others) {
    List<List<Cause>> causes = others.isEmpty() ? List.of() : together(failed, others);
    return causes.size() == 1 && causes.get(0).size() == 1
        ? Optional.of(causes.get(0).get(0).words())
        : Optional.empty();
  }

  /** Whether the failures could have come from one set of values or from another. */
  static boolean isAmbiguous(List<Combination> failed, List<Combination> others) {
    return !others.isEmpty()
        && together(failed, others).stream().anyMatch(alike -> alike.size() > 1);
  }

  private static List<List<Cause>> together(List<Combination> failed, List<Combination> others) {
    Set<Combination> left = new HashSet<>(failed);
    List<List<Cause>> causes = new ArrayList<>();
    for (int size = 1; size <= Dimension.values().length && !left.isEmpty(); size++) {
      List<Cause> innocent = innocent(size, failed, others);
      while (innocent.stream().anyMatch(one -> explains(one, left) > 0)) {
        long most = innocent.stream().mapToLong(one -> explains(one, left)).max().orElseThrow();
        Cause first =
            innocent.stream().filter(one -> explains(one, left) == most).findFirst().orElseThrow();
        causes.add(
            innocent.stream().filter(one -> one.explains().equals(first.explains())).toList());
        left.removeAll(first.explains());
      }
    }
    return causes;
  }

  private static long explains(Cause cause, Set<Combination> left) {
    return cause.explains().stream().filter(left::contains).count();
  }

  /** The sets of a size that no other combination has. */
  private static List<Cause> innocent(
      int size, List<Combination> failed, List<Combination> others) {
    List<Cause> innocent = new ArrayList<>();
    for (List<Dimension> which : subsets(size)) {
      Map<Map<Dimension, String>, Set<Combination>> sets = new LinkedHashMap<>();
      for (Combination one : failed) {
        sets.computeIfAbsent(restricted(one, which), key -> new HashSet<>()).add(one);
      }
      others.forEach(one -> sets.remove(restricted(one, which)));
      sets.forEach(
          (values, explains) -> {
            if (values.size() == size) {
              innocent.add(new Cause(values, explains));
            }
          });
    }
    return innocent;
  }

  private static Map<Dimension, String> restricted(Combination one, List<Dimension> which) {
    Map<Dimension, String> values = new LinkedHashMap<>(one.values());
    values.keySet().retainAll(which);
    return values;
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
