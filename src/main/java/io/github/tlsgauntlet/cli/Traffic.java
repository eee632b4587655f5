package io.github.tlsgauntlet.cli;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * The connections of a scan to all its hosts: how many at once, how often a new one, and who goes
 * first. A host that has not answered yet, or hangs, shares a part of them with its like, so that
 * hosts that answer always find some free. Safe for use by several threads.
 */
final class Traffic {
  private final Pace pace;
  private final Semaphore all;
  private final Semaphore slow;
  private final Semaphore places;
  private final Duration most;

  /**
   * Traffic.
   *
   * @param connections how many at once
   * @param slow how many of them hosts may have that have not answered, or hang
   * @param places how many hosts that answer are asked at once
   * @param rate how many new ones a second; 0 for no limit
   * @param most how long one host may be connected to
   */
  Traffic(int connections, int slow, int places, int rate, Duration most) {
    this.pace = new Pace(rate);
    // Fair, or one host's many connections would pass by another's few.
    this.all = new Semaphore(connections, true);
    this.slow = new Semaphore(slow, true);
    this.places = new Semaphore(places, true);
    this.most = most;
  }

  /** What one host takes of it. */
  HostTraffic host() {
    return new HostTraffic(this, most);
  }

  /** The right to one connection. */
  final class Slot {
    private final boolean isSlow;

    private Slot(boolean isSlow) {
      this.isSlow = isSlow;
    }

    void release() {
      all.release();
      if (isSlow) {
        slow.release();
      }
    }
  }

  /** Waits until another connection may be opened. */
  Slot take(boolean isSlow) throws InterruptedException {
    if (isSlow) {
      slow.acquire();
    }
    try {
      all.acquire();
    } catch (InterruptedException e) {
      if (isSlow) {
        slow.release();
      }
      throw e;
    }
    pace.await();
    return new Slot(isSlow);
  }

  void enter() throws InterruptedException {
    places.acquire();
  }

  void leave() {
    places.release();
  }
}
