package io.github.tlsgauntlet.suite;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.opentest4j.TestAbortedException;

/** One check on its way to a verdict: what a test method is given, and what it must conclude. */
public final class Trial {
  private final GauntletRun run;
  private final Check check;
  private volatile long began = System.nanoTime(); // written by the thread that runs the test
  private final AtomicReference<Optional<Result>> result = new AtomicReference<>(Optional.empty());

  Trial(GauntletRun run, Check check) {
    this.run = run;
    this.check = check;
  }

  /** What is judged. */
  public Check check() {
    return check;
  }

  /**
   * Ends the test: writes the finding down, and fails or aborts the test where it has to.
   *
   * @param finding what was found
   * @throws GauntletFailure if the finding reaches the run's threshold
   * @throws TestAbortedException if nothing could be judged
   */
  public void concludes(Finding finding) {
    Result judged = run.record(check, finding, Duration.ofNanos(System.nanoTime() - began));
    if (!result.compareAndSet(Optional.empty(), Optional.of(judged))) {
      throw new IllegalStateException(check + " has two verdicts");
    }
    switch (judged.verdict()) {
      case INCONCLUSIVE, NOT_APPLICABLE -> throw new TestAbortedException(judged.reason());
      default -> {
        if (run.gate().isClosedTo(judged)) {
          throw new GauntletFailure(judged);
        }
      }
    }
  }

  void misses(String reason) {
    run.missed(reason);
  }

  void begins() {
    began = System.nanoTime();
  }

  void faulted(Throwable fault) {
    if (result.get().isEmpty()) {
      run.record(
          check,
          Finding.of(Verdict.INCONCLUSIVE, "A fault of the harness ended the test: " + fault),
          Duration.ofNanos(System.nanoTime() - began));
    }
  }

  void requireVerdict() {
    if (result.get().isEmpty()) {
      IllegalStateException fault = new IllegalStateException(check + " ended without a verdict");
      faulted(fault);
      throw fault;
    }
  }

  @Override
  public String toString() {
    return check.toString();
  }
}
