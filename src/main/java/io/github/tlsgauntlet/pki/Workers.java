package io.github.tlsgauntlet.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work that needs the processor only, on as many threads as there are processors. The common pool
 * would hand out the work in large lots, of which one holds all the slow keys.
 */
public final class Workers {
  private Workers() {}

  /**
   * The results, in the order of the work.
   *
   * @throws ExecutionException with what the first failing one threw
   */
  public static <T> List<T> all(List<Callable<T>> work) throws ExecutionException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> {
              Thread thread = new Thread(task, "tls-gauntlet-worker");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> one : work.stream().map(pool::submit).toList()) {
        results.add(one.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
