package io.github.tlsgauntlet.cli;

import java.util.concurrent.locks.LockSupport;

/** Lets so many through a second, evenly. Safe for use by several threads. */
final class Pace {
  private static final long NANOS = 1_000_000_000L;

  private final long between;
  private long next = System.nanoTime();

  /**
   * A pace.
   *
   * @param perSecond how many; 0 for no limit
   */
  Pace(int perSecond) {
    this.between = perSecond == 0 ? 0 : NANOS / perSecond;
  }

  /** Waits for one's turn; an interrupted thread goes on at once. */
  void await() {
    if (between == 0) {
      return;
    }
    long turn = turn();
    for (long left = turn - System.nanoTime();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = turn - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private synchronized long turn() {
    long now = System.nanoTime();
    long turn = Math.max(now, next);
    next = turn + between;
    return turn;
  }
}
