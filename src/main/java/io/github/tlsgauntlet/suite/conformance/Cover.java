package io.github.tlsgauntlet.suite.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Rows of values such that any few dimensions show all their combinations together: all single
 * values at strength 1, all pairs at 2, all triples at 3. What no permitted row holds is left out,
 * and nothing else. Greedy and the same each time; for a few dimensions of some dozen values, since
 * it looks at every row there can be.
 */
final class Cover {
  private static final int OPEN = -1;

  private Cover() {}

  /**
   * A cover.
   *
   * @param sizes how many values each dimension has, at least 1
   * @param strength how many dimensions are combined, at least 1
   * @param permits whether a row, one index an entry of {@code sizes}, can be
   * @return rows of indices
   */
  static List<int[]> of(int[] sizes, int strength, Predicate<int[]> permits) {
    int together = Math.min(strength, sizes.length);
    List<int[]> rows = new ArrayList<>();
    rows(sizes, 0, new int[sizes.length], permits, rows);
    Set<List<Integer>> open = new LinkedHashSet<>();
    rows.forEach(row -> open.addAll(tuples(row, together)));
    List<int[]> cover = new ArrayList<>();
    while (!open.isEmpty()) {
      int[] best = best(rows, together, open);
      cover.add(best);
      open.removeAll(tuples(best, together));
    }
    return cover;
  }

  private static void rows(
      int[] sizes, int dimension, int[] row, Predicate<int[]> permits, List<int[]> into) {
    if (dimension == sizes.length) {
      if (permits.test(row)) {
        into.add(row.clone());
      }
      return;
    }
    for (int value = 0; value < sizes[dimension]; value++) {
      row[dimension] = value;
      rows(sizes, dimension + 1, row, permits, into);
    }
  }

  private static int[] best(List<int[]> rows, int together, Set<List<Integer>> open) {
    int[] best = rows.get(0);
    long most = 0;
    for (int[] row : rows) {
      long covers = tuples(row, together).stream().filter(open::contains).count();
      if (covers > most) {
        most = covers;
        best = row;
      }
    }
    return best;
  }

  /** What a row shows together: so many of its values, {@link #OPEN} for the others. */
  static Set<List<Integer>> tuples(int[] row, int together) {
    Set<List<Integer>> tuples = new LinkedHashSet<>();
    for (int which = 0; which < 1 << row.length; which++) {
      if (Integer.bitCount(which) == together) {
        int[] tuple = row.clone();
        for (int dimension = 0; dimension < row.length; dimension++) {
          if ((which >> dimension & 1) == 0) {
            tuple[dimension] = OPEN;
          }
        }
        tuples.add(Arrays.stream(tuple).boxed().toList());
      }
    }
    return tuples;
  }
}
