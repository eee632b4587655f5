package io.github.tlsgauntlet.suite.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of values such that any few dimensions show all their combinations together: all single
 * values at strength 1, all pairs at 2, all triples at 3. Greedy and the same each time.
 */
final class Cover {
  private Cover() {}

  /**
   * A cover.
   *
   * @param sizes how many values each dimension has, at least 1
   * @param strength how many dimensions are combined, at least 1
   * @return rows of indices, one an entry of {@code sizes}
   */
  static List<int[]> of(int[] sizes, int strength) {
    int together = Math.min(strength, sizes.length);
    Set<List<Integer>> open = new LinkedHashSet<>();
    tuples(sizes, together, 0, new int[sizes.length], open);
    List<int[]> rows = new ArrayList<>();
    while (!open.isEmpty()) {
      int[] row = row(sizes, together, open);
      open.removeIf(tuple -> holds(row, tuple));
      rows.add(row);
    }
    return rows;
  }

  /** A tuple is one value a dimension, -1 for those that it leaves open. */
  private static void tuples(
      int[] sizes, int left, int dimension, int[] values, Set<List<Integer>> into) {
    if (dimension == sizes.length) {
      if (left == 0) {
        into.add(Arrays.stream(values).boxed().toList());
      }
      return;
    }
    values[dimension] = -1;
    tuples(sizes, left, dimension + 1, values, into);
    if (left > 0) {
      for (int value = 0; value < sizes[dimension]; value++) {
        values[dimension] = value;
        tuples(sizes, left - 1, dimension + 1, values, into);
      }
      values[dimension] = -1;
    }
  }

  /** Begins with the first open tuple and adds, value by value, what covers most. */
  private static int[] row(int[] sizes, int together, Set<List<Integer>> open) {
    int[] row = open.iterator().next().stream().mapToInt(Integer::intValue).toArray();
    for (int dimension = 0; dimension < sizes.length; dimension++) {
      if (row[dimension] >= 0) {
        continue;
      }
      int best = 0;
      long most = -1;
      for (int value = 0; value < sizes[dimension]; value++) {
        row[dimension] = value;
        long covers = open.stream().filter(tuple -> mayHold(row, tuple)).count();
        if (covers > most) {
          most = covers;
          best = value;
        }
      }
      row[dimension] = best;
    }
    return row;
  }

  private static boolean holds(int[] row, List<Integer> tuple) {
    for (int i = 0; i < row.length; i++) {
      if (tuple.get(i) >= 0 && tuple.get(i) != row[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayHold(int[] row, List<Integer> tuple) {
    for (int i = 0; i < row.length; i++) {
      if (tuple.get(i) >= 0 && row[i] >= 0 && tuple.get(i) != row[i]) {
        return false;
      }
    }
    return true;
  }
}
