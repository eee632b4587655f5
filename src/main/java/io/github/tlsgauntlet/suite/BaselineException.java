package io.github.tlsgauntlet.suite;

/** A baseline cannot be used; the message is one line that names the file and the field. */
public final class BaselineException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A fault in a baseline.
   *
   * @param message one line: file, field, and what is wrong with it
   */
  public BaselineException(String message) {
    super(message);
  }

  /**
   * A fault with its cause.
   *
   * @param message one line: file, and what is wrong with it
   * @param cause what was thrown
   */
  public BaselineException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Never null: every constructor takes one. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
