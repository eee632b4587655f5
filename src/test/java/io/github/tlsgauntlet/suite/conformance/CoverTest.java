package io.github.tlsgauntlet.suite.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverTest {
  private static final int[] SIZES = {7, 5, 3};

  /** The last value of the second dimension goes with the first two of the first, and only so. */
  private static final Predicate<int[]> PERMITTED = row -> (row[0] < 2) == (row[1] == 4);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void all_that_is_permitted_is_covered(int strength) {
    assertThat(shown(Cover.of(SIZES, strength, PERMITTED, List.of()), strength))
        .isEqualTo(shown(every(), strength));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void nothing_else_is_tried(int strength) {
    assertThat(Cover.of(SIZES, strength, PERMITTED, List.of())).allMatch(PERMITTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void it_is_the_same_each_time(int strength) {
    assertThat(Cover.of(SIZES, strength, PERMITTED, List.of()).toArray(int[][]::new))
        .isDeepEqualTo(Cover.of(SIZES, strength, PERMITTED, List.of()).toArray(int[][]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void few_rows_are_enough(int strength) {
    // 7 values at strength 1; at strength 2, 5 values with 4 and 2 with 1.
    assertThat(Cover.of(SIZES, strength, PERMITTED, List.of()))
        .hasSizeLessThanOrEqualTo(7 * (strength * 4 - 3));
  }

  private static Set<List<Integer>> shown(List<int[]> rows, int strength) {
    Set<List<Integer>> shown = new HashSet<>();
    rows.forEach(row -> shown.addAll(Cover.tuples(row, strength)));
    return shown;
  }

  private static List<int[]> every() {
    return Cover.of(SIZES, SIZES.length, PERMITTED, List.of());
  }
}
