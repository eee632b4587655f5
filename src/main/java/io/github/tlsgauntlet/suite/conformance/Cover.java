package io.github.tlsgauntlet.suite.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final int NONE = -1;

  private Cover() {}

  /**
   * A cover.
   *
   * @param sizes how many values each dimension has, at least 1
   * @param strength how many dimensions are combined, at least 1
   * @param permits whether a row, one index an entry of {@code sizes}, can be
   * @param shown rows whose combinations need not be shown again
   * @return rows of indices
   */
  static List<int[]> of(int[] sizes, int strength, Predicate<int[]> permits, List<int[]> shown) {
    int together = Math.min(strength, sizes.length);
    List<int[]> rows = new ArrayList<>();
    rows(sizes, 0, new int[sizes.length], permits, rows);
    Map<List<Integer>, Integer> numbers = new HashMap<>();
    int[][] tuples =
        rows.stream().map(row -> numbered(row, together, numbers)).toArray(int[][]::new);
    boolean[] done = new boolean[numbers.size()];
    for (int[] row : shown) {
      tuples(row, together).stream()
          .map(numbers::get)
          .filter(Objects::nonNull)
          .forEach(number -> done[number] = true);
    }
    List<int[]> cover = new ArrayList<>();
    for (int best = best(tuples, done); best != NONE; best = best(tuples, done)) {
      cover.add(rows.get(best));
      for (int number : tuples[best]) {
        done[number] = true;
      }
    }
    return cover;
  }

  private static int[] numbered(int[] row, int together, Map<List<Integer>, Integer> numbers) {
    return tuples(row, together).stream()
        .mapToInt(
            tuple -> {
              int next = numbers.size();
              Integer known = numbers.putIfAbsent(tuple, next);
              return known == null ? next : known;
            })
        .toArray();
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

  /** The first of the rows that show most of what is not yet done; {@link #NONE} if all is. */
  private static int best(int[][] tuples, boolean[] done) {
    int best = NONE;
    int most = 0;
    for (int row = 0; row < tuples.length; row++) {
      int shows = 0;
      for (int number : tuples[row]) {
        if (!done[number]) {
          shows++;
        }
      }
      if (shows > most) {
        most = shows;
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
