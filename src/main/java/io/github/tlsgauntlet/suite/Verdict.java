package io.github.tlsgauntlet.suite;

/** What a test says of its target. Never a boolean. */
public enum Verdict {
  /** The requirement holds. */
  PASS,
  /** A MUST is broken, or an expectation is not met. */
  FAIL,
  /** A SHOULD is not followed, or it conforms with an unfitting alert. */
  WARN,
  /** It could not be told, and the reason says why. */
  INCONCLUSIVE,
  /**
   * The target lacks what the test takes, and the reason says what, and which option would let it.
   */
  NOT_APPLICABLE,
  /** A deviation that the user has accepted in the baseline, with a reason. */
  KNOWN
}
