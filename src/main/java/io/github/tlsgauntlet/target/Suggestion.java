package io.github.tlsgauntlet.target;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what the user may have meant. */
public final class Suggestion {
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** The known word nearest to a mistyped one, if one is near. */
  static Optional<String> nearest(String typed, Collection<String> known) {
    if (typed.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = typed.toLowerCase(Locale.ROOT);
    int allowed = Math.max(1, typed.length() / 3);
    return known.stream()
        .filter(word -> distance(lower, word.toLowerCase(Locale.ROOT)) <= allowed)
        .min(Comparator.comparingInt(word -> distance(lower, word.toLowerCase(Locale.ROOT))));
  }

  /** {@code ; did you mean "X"?}, or nothing. */
  public static String clause(String typed, Collection<String> known) {
    return nearest(typed, known).map(word -> "; did you mean \"" + word + "\"?").orElse("");
  }

  /** Insertions, deletions, changes and swaps of neighbours. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
