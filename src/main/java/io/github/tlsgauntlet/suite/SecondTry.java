package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.target.TargetException;

/**
 * Runs a test, and once more where it could not tell: a packet that was lost, or a target that was
 * busy, is nobody's finding.
 */
public final class SecondTry {
  private SecondTry() {}

  /** A test. */
  @FunctionalInterface
  public interface Test {
    /**
     * Runs.
     *
     * @throws Throwable that a test throws
     */
    void run() throws Throwable;
  }

  /**
   * Runs it once or twice.
   *
   * @param trial that it concludes
   * @param first the first time
   * @param again the second time
   * @throws Throwable of the last run
   */
  public static void run(Trial trial, Test first, Test again) throws Throwable {
    trial.tries(Trial.Tries.TWO);
    if (!settles(first)) {
      trial.tries(Trial.Tries.SECOND);
      again.run();
    }
  }

  private static boolean settles(Test first) throws Throwable {
    try {
      first.run();
      return true;
    } catch (Unsettled e) {
      return false;
    } catch (TargetException e) {
      if (e.kind() == TargetException.Kind.UNAVAILABLE) {
        throw e;
      }
      return false;
    }
  }
}
