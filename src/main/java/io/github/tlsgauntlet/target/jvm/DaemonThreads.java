package io.github.tlsgauntlet.target.jvm;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that never keep the JVM alive. */
final class DaemonThreads {
  private DaemonThreads() {}

  /** Threads as many as there are tasks; who hands them out bounds their number. */
  static ExecutorService pool(String name) {
    return Executors.newCachedThreadPool(named(name));
  }

  /** One thread for deadlines; a cancelled one is forgotten at once. */
  static ScheduledThreadPoolExecutor clock(String name) {
    ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, named(name));
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "tlsgauntlet-" + name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
