package io.github.tlsgauntlet.suite;

/**
 * What was under test has gone away in the course of the run: what was not judged by then could not
 * be told, and the run must not end as if all were well.
 */
public final class TargetLost extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * The end of a run that lost its target.
   *
   * @param message one line that says what was seen
   */
  public TargetLost(String message) {
    super(message);
  }
}
