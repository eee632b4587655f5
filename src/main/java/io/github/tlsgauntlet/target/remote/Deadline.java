package io.github.tlsgauntlet.target.remote;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A point in time by which all has to be done.
 *
 * @param end as {@link System#nanoTime()} tells time
 */
record Deadline(long end) {
  static Deadline in(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos());
  }

  /**
   * What is left, for a socket's timeout.
   *
   * @return milliseconds, at least 1
   * @throws SocketTimeoutException if nothing is left
   */
  int millis() throws SocketTimeoutException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("the time is up");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  /** What is left; none where it has passed. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** A deadline half as far away. */
  Deadline half() {
    long now = System.nanoTime();
    return new Deadline(now + Math.max(0, end - now) / 2);
  }
}
