package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.probe.Dialer;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections to one host, and the time in which any was open: a host that used up what it may
 * take gets no further one. Safe for use by several threads.
 */
final class HostTraffic implements AutoCloseable {
  /** A server may well be silent to one odd question. */
  private static final int TOLERATED = 1;

  private final Traffic traffic;
  private final Duration most;
  // The next two belong to the lock of the set of those that are open.
  private long usedNanos;
  private long openSince;
  private final AtomicInteger hung = new AtomicInteger();
  private final AtomicBoolean inside = new AtomicBoolean();
  private final Set<Connection> open = new HashSet<>();
  // Set by whichever probe asks too late, read once all are through.
  private volatile boolean refusedOne;

  HostTraffic(Traffic traffic, Duration most) {
    this.traffic = traffic;
    this.most = most;
  }

  /** What is to be done on a socket before TLS begins: to connect it, at least. */
  @FunctionalInterface
  interface Approach {
    void go(Socket socket, Deadline deadline) throws IOException;
  }

  /** A first visit, on one connection at a time. */
  @FunctionalInterface
  interface Visit<T> {
    T make() throws TargetException;
  }

  /** Makes the first visit, among the hosts of which nothing is known yet. */
  <T> T first(Visit<T> visit) throws TargetException, InterruptedException {
    Traffic.Slot slot = traffic.take(true);
    try {
      return visit.make();
    } finally {
      slot.release();
    }
  }

  /** Waits until it may be asked all there is to ask. */
  void enter() throws InterruptedException {
    traffic.enter();
    inside.set(true);
  }

  private void leave() {
    if (inside.getAndSet(false)) {
      traffic.leave();
    }
  }

  /** A way to it that keeps to the limits. */
  Dialer dialer(Approach approach) {
    return new Dialer() {
      @Override
      public Socket dial(Deadline deadline) throws IOException {
        return inTurn().dial(deadline);
      }

      @Override
      public Dialer inTurn() throws IOException {
        Traffic.Slot slot = take();
        return deadline -> connected(new Connection(slot, deadline), approach, deadline);
      }
    };
  }

  private Traffic.Slot take() throws IOException {
    if (used() >= most.toNanos()) {
      refusedOne = true;
      throw new IOException("this host has used up its time");
    }
    try {
      return traffic.take(hung.get() > TOLERATED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to connect");
    }
  }

  private long used() {
    synchronized (open) {
      return open.isEmpty() ? usedNanos : usedNanos + System.nanoTime() - openSince;
    }
  }

  private void opened(Connection one) {
    synchronized (open) {
      if (open.isEmpty()) {
        openSince = System.nanoTime();
      }
      open.add(one);
    }
  }

  /** Whether it had not been closed before. */
  private boolean closed(Connection one) {
    synchronized (open) {
      boolean first = open.remove(one);
      if (first && open.isEmpty()) {
        usedNanos += System.nanoTime() - openSince;
      }
      return first;
    }
  }

  private static Socket connected(Connection socket, Approach approach, Deadline deadline)
      throws IOException {
    try {
      approach.go(socket, deadline);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Why not all was asked; empty where it was. */
  Optional<String> cutShort() {
    return refusedOne
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "given up: it took more than %d s, and %d of its connections hung (--host-timeout);"
                    + " what is missing is untold",
                most.toSeconds(),
                hung.get()))
        : Optional.empty();
  }

  /** Gives back what it took, connections that nobody closed included. */
  @Override
  public void close() {
    List<Connection> left;
    synchronized (open) {
      left = List.copyOf(open);
    }
    left.forEach(Connection::closeQuietly);
    leave();
  }

  /** A socket that says when it is closed. */
  private final class Connection extends Socket {
    private final Traffic.Slot slot;
    private final Deadline deadline;

    private Connection(Traffic.Slot slot, Deadline deadline) {
      this.slot = slot;
      this.deadline = deadline;
      opened(this);
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        if (closed(this)) {
          ended();
        }
      }
    }

    private void closeQuietly() {
      try {
        close();
      } catch (IOException e) {
        // It has given back its slot all the same, and nobody reads from it any more.
        return;
      }
    }

    private void ended() {
      if (deadline.remainingMillis() == 0 && hung.incrementAndGet() > TOLERATED) {
        // Whoever hangs may take long: another host is asked meanwhile.
        leave();
      }
      slot.release();
    }
  }
}
