package io.github.tlsgauntlet.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the name that the user may have meant. */
final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /** {@code , did you mean "X"?} without the question mark, or nothing. */
  static String clause(String typed, List<String> known) {
    if (typed.length() > LONGEST) {
      return "";
    }
    String lower = typed.toLowerCase(Locale.ROOT);
    int most = Math.max(1, typed.length() / 3);
    return known.stream()
        .filter(name -> name.contains(lower) || changes(lower, name) <= most)
        .min(Comparator.comparingInt(name -> changes(lower, name)))
        .map(name -> " (did you mean \"" + name + "\"?)")
        .orElse("");
  }

  /** How many letters must be put in, taken out or changed. */
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
