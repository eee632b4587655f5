package io.github.tlsgauntlet.probe;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Probes that run beside each other, as many as connections are allowed. */
final class Tasks implements AutoCloseable {
  private final ExecutorService pool;

  Tasks(int connections) {
    this.pool =
        Executors.newFixedThreadPool(
            connections,
            task -> {
              Thread thread = new Thread(task, "tls-gauntlet-probe");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What a probe will have found. */
  record Pending<T>(Future<T> future) {
    T get() throws InterruptedException {
      try {
        return future.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("A probe failed", e.getCause());
      }
    }
  }

  <T> Pending<T> add(Callable<T> probe) {
    return new Pending<>(pool.submit(probe));
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
