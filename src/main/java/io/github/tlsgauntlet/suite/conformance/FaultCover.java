package io.github.tlsgauntlet.suite.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which faults are committed in which combinations: where a requirement varies, the fault is one
 * more dimension of its cover, so that at strength 2 each fault meets each suite, group and layout,
 * and not each pair of them.
 */
final class FaultCover {
  private static final int FAULT = 3;

  /** The cover, and what is put in the place of unfit combinations, twice at most. */
  private static final int MOST_ROUNDS = 3;

  private final Combinations combinations;
  private final Predicate<Combination> where;
  private final int strength;
  private final int[] sizes;
  private final List<int[]> chosen = new ArrayList<>();
  private final Set<Combination> unfit = new HashSet<>();
  private int rounds;

  /**
   * A cover.
   *
   * @param combinations what varies
   * @param where which of them are meant
   * @param faults how many there are, at least 1
   * @param strength how many dimensions are combined
   */
  FaultCover(Combinations combinations, Predicate<Combination> where, int faults, int strength) {
    this.combinations = combinations;
    this.where = where;
    this.strength = strength;
    this.sizes = Arrays.copyOf(combinations.sizes(), FAULT + 1);
    this.sizes[FAULT] = faults;
  }

  /** Nothing can be told in this combination: what it was to show has to be shown by others. */
  void isUnfit(Combination combination) {
    unfit.add(combination);
  }

  /**
   * What is still to be tried: at first the whole cover, then what combinations that were unfit
   * have left open; at last nothing, also of a target that nothing fits.
   *
   * @return the indices of the faults for each combination
   */
  Map<Combination, List<Integer>> due() {
    if (rounds >= MOST_ROUNDS) {
      return Map.of();
    }
    rounds++;
    chosen.removeIf(row -> unfit.contains(combination(row)));
    List<int[]> rows = Cover.of(sizes, strength, this::isPermitted, chosen);
    chosen.addAll(rows);
    Map<Combination, List<Integer>> due = new LinkedHashMap<>();
    rows.forEach(
        row -> due.computeIfAbsent(combination(row), one -> new ArrayList<>()).add(row[FAULT]));
    return due;
  }

  private boolean isPermitted(int[] row) {
    return combinations.at(row).filter(one -> where.test(one) && !unfit.contains(one)).isPresent();
  }

  private Combination combination(int[] row) {
    return combinations.at(row).orElseThrow();
  }
}
