package io.github.tlsgauntlet.suite;

/** Ends a test whose finding reaches the run's threshold: its message is what a person reads. */
public final class GauntletFailure extends AssertionError {
  private static final long serialVersionUID = 1L;

  /**
   * A finding that fails the run.
   *
   * @param result what was found
   */
  public GauntletFailure(Result result) {
    super(
        result.title()
            + " "
            + result.reason()
            + result.reference().map(r -> " [" + r + "]").orElse(""));
  }
}
