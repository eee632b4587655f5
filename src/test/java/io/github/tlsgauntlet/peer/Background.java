package io.github.tlsgauntlet.peer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs the other side of a test in a thread of its own. The common pool won't do: on two cores it
 * has one thread, and two sides that wait for each other in it wait for ever.
 */
final class Background {
  private static final Executor THREADS =
      task -> {
        Thread thread = new Thread(task, "other-side");
        thread.setDaemon(true);
        thread.start();
      };

  private Background() {}

  static <T> CompletableFuture<T> supply(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, THREADS);
  }

  static CompletableFuture<Void> run(Runnable task) {
    return CompletableFuture.runAsync(task, THREADS);
  }
}
