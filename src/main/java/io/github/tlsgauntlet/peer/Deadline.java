package io.github.tlsgauntlet.peer;

import java.time.Duration;

/**
 * A point in time that covers the whole of a connection, not one read.
 *
 * @param nanos on the clock of {@link System#nanoTime()}
 */
public record Deadline(long nanos) {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /**
   * A deadline from now on.
   *
   * @param duration how long from now
   */
  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /**
   * The earlier of this and another from now on.
   *
   * @param duration how long from now
   */
  public Deadline atMost(Duration duration) {
    Deadline other = in(duration);
    return other.nanos - nanos < 0 ? other : this;
  }

  /** What is left in milliseconds, rounded up; 0 where it has passed. */
  public int remainingMillis() {
    long left = nanos - System.nanoTime();
    return left <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, left / NANOS_PER_MILLI + 1);
  }
}
