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
  private volatile Tries tries = Tries.ONE; // written by the thread that runs the test
  private final AtomicReference<Optional<Result>> result = new AtomicReference<>(Optional.empty());

  Trial(GauntletRun run, Check check) {
    this.run = run;
    this.check = check;
  }

  /** What is judged. */
  public Check check() {
    return check;
  }

  /** How often a test may still be run. */
  enum Tries {
    /** Its finding stands. */
    ONE,
    /** Where it cannot tell, it is run once more. */
    TWO,
    /** It is run once more. */
    SECOND
  }

  /**
   * Ends the test; one that could not tell is run once more, on fresh connections, before that is
   * what it found.
   *
   * @param finding what was found
   * @throws GauntletFailure if the finding reaches the run's threshold
   * @throws TestAbortedException if nothing could be judged
   */
  public void concludes(Finding finding) {
    if (finding.verdict() == Verdict.INCONCLUSIVE && tries == Tries.TWO) {
      throw new Unsettled(finding);
    }
    settles(finding);
  }

  /**
   * Ends the test for good, for what could not be told was tried again already: writes the finding
   * down, and fails or aborts the test where it has to.
   *
   * @param finding what was found
   * @throws GauntletFailure if the finding reaches the run's threshold
   * @throws TestAbortedException if nothing could be judged
   */
  public void settles(Finding finding) {
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

  /** Whether the test is run for the second time, so that what it saw before is not to be used. */
  public boolean isRepeated() {
    return tries == Tries.SECOND;
  }

  void tries(Tries left) {
    tries = left;
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
