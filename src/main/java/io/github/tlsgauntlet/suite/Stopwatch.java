package io.github.tlsgauntlet.suite;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what the connections of a run took. Used by many threads at once. */
public final class Stopwatch {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long began = System.nanoTime();
  private final LongAdder connections = new LongAdder();
  private final LongAdder lasted = new LongAdder();
  private final LongAdder worked = new LongAdder();

  /** A connection that one thread makes, from here to its end. */
  public Lap lap() {
    long from = System.nanoTime();
    long work = work();
    return () -> {
      connections.increment();
      lasted.add(System.nanoTime() - from);
      worked.add(work() - work);
    };
  }

  /** What came together so far. */
  Figures figures() {
    return new Figures(
        connections.sum(),
        Duration.ofNanos(System.nanoTime() - began),
        Duration.ofNanos(lasted.sum()),
        Duration.ofNanos(worked.sum()));
  }

  private static long work() {
    return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
  }

  /** One connection. */
  public interface Lap extends AutoCloseable {
    @Override
    void close();
  }
}
