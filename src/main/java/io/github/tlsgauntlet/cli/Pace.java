package io.github.tlsgauntlet.cli;

import java.util.concurrent.locks.LockSupport;

/** Lets so many through a second, evenly. Safe for use by several threads. */
final class Pace {
  private static final long NANOS = 1_000_000_000L;

  private final long between;
  private long next;

  /**
   * A pace.
   *
   * @param perSecond how many; 0 for no limit
   */
  Pace(int perSecond) {
    this(perSecond, System.nanoTime());
  }

  /** The same, by another clock. */
  Pace(int perSecond, long now) {
    this.between = perSecond == 0 ? 0 : NANOS / perSecond;
    this.next = now;
  }

  /** Waits for one's turn; an interrupted thread goes on at once. */
  void await() {
    if (between == 0) {
      return;
    }
    long turn = turn(System.nanoTime());
    for (long left = turn - System.nanoTime();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = turn - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** When the one who asks now may go. */
  synchronized long turn(long now) {
    // Counted from now where nobody came for a while: what was not used is not made up for.
    long turn = next - now > 0 ? next : now;
    next = turn + between;
    return turn;
  }
}
