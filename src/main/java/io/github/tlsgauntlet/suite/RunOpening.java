package io.github.tlsgauntlet.suite;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A run, or why there is none. Kept as one value so that the first test class reports why a run
 * could not begin, and the others only point to it.
 */
final class RunOpening implements AutoCloseable {
  private final Optional<GauntletRun> run;
  private final Optional<Exception> failure;
  private final AtomicBoolean told = new AtomicBoolean();

  RunOpening(GauntletRun run) {
    this.run = Optional.of(run);
    this.failure = Optional.empty();
  }

  RunOpening(Exception failure) {
    this.run = Optional.empty();
    this.failure = Optional.of(failure);
  }

  Optional<GauntletRun> run() {
    return run;
  }

  Optional<Exception> failure() {
    return failure;
  }

  boolean firstToTell() {
    return told.compareAndSet(false, true);
  }

  @Override
  public void close() {
    run.ifPresent(GauntletRun::close);
  }
}
