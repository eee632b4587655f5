package io.github.tlsgauntlet.report;

/** A report could not be written or read; the message is one line that a user can act on. */
public final class ReportException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A fault with its cause.
   *
   * @param message one line: which file, and what is wrong with it
   * @param cause what was thrown
   */
  public ReportException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A fault that we found ourselves.
   *
   * @param message one line: which file, and what is wrong with it
   */
  public ReportException(String message) {
    super(message);
  }
}
