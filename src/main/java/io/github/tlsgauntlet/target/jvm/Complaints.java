package io.github.tlsgauntlet.target.jvm;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a server says of its failed handshakes. A client often knows of a failure before the server
 * has found the words; who asks waits a little for the handshakes that still go on.
 */
final class Complaints {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final Set<Object> underWay = new HashSet<>();
  private Optional<String> newest = Optional.empty();

  /** A handshake begins. */
  synchronized void begins(Object connection) {
    underWay.add(connection);
  }

  /** It has ended, well or badly. */
  synchronized void ended(Object connection) {
    underWay.remove(connection);
    notifyAll();
  }

  /** It failed, and why; says nothing of whether it has ended. */
  synchronized void add(Throwable failure) {
    newest = Optional.of(Complaint.of(failure));
  }

  /** The newest complaint. */
  synchronized Optional<String> newest() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (long left = PATIENCE.toNanos();
          !underWay.isEmpty() && left > 0;
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return newest;
  }
}
