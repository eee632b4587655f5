package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.target.TargetException;
import java.util.Optional;

/**
 * A thing that is made once: the first who asks makes it, the others wait for it; a failure is
 * remembered too.
 *
 * @param <T> the thing
 */
final class Once<T> {
  /**
   * How it is made.
   *
   * @param <T> the thing
   */
  @FunctionalInterface
  interface Maker<T> {
    T make() throws TargetException;
  }

  private final Maker<T> maker;
  private Optional<T> made = Optional.empty();
  private Optional<TargetException> failure = Optional.empty();

  Once(Maker<T> maker) {
    this.maker = maker;
  }

  synchronized T get() throws TargetException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (made.isEmpty()) {
      try {
        made = Optional.of(maker.make());
      } catch (TargetException e) {
        failure = Optional.of(e);
        throw e;
      }
    }
    return made.get();
  }

  synchronized Optional<T> ifMade() {
    return made;
  }
}
