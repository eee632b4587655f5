package io.github.tlsgauntlet.suite;

import org.opentest4j.TestAbortedException;

/** Ends a first run of a test that could not tell: {@link SecondTry} runs it once more. */
final class Unsettled extends TestAbortedException {
  private static final long serialVersionUID = 1L;

  /**
   * A first run.
   *
   * @param finding why it could not tell
   */
  Unsettled(Finding finding) {
    super(finding.reason());
  }
}
