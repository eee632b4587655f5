package io.github.tlsgauntlet.suite;

import java.time.Duration;
import java.util.Locale;

/**
 * How fast a run went.
 *
 * @param connections that were made to judge a server by a sentence
 * @param wall how long the run lasted
 * @param lasted how long they lasted, all together
 * @param worked how long our side worked in them; the rest it waited
 */
public record Figures(long connections, Duration wall, Duration lasted, Duration worked) {
  private static final double SECOND = 1e9;

  /** {@code 812 connections, 95.5 a second, 63 % of their time waiting}. */
  public String inWords() {
    return String.format(
        Locale.ROOT,
        "%d connections, %.1f a second, %.0f %% of their time waiting",
        connections,
        connections / Math.max(wall.toNanos() / SECOND, 1 / SECOND),
        100.0 * (lasted.toNanos() - worked.toNanos()) / Math.max(lasted.toNanos(), 1));
  }
}
