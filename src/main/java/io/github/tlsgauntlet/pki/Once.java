package io.github.tlsgauntlet.pki;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Values made on first use; others who ask for the same wait, those who ask for another don't. */
final class Once<K, V> {
  private final ConcurrentMap<K, FutureTask<V>> made = new ConcurrentHashMap<>();
  private final Function<K, V> maker;

  Once(Function<K, V> maker) {
    this.maker = maker;
  }

  V get(K key) {
    FutureTask<V> task = made.get(key);
    if (task == null) {
      FutureTask<V> ours = new FutureTask<>(() -> maker.apply(key));
      FutureTask<V> theirs = made.putIfAbsent(key, ours);
      task = theirs == null ? ours : theirs;
      // Whoever asks first makes it on his own thread; run() does nothing for the others.
      task.run();
    }
    return result(task);
  }

  private static <V> V result(FutureTask<V> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (CancellationException e) {
      throw new IllegalStateException(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
