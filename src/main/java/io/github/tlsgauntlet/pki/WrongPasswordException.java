package io.github.tlsgauntlet.pki;

/** Key material that another password, or one at all, would open. */
public final class WrongPasswordException extends KeyMaterialException {
  private static final long serialVersionUID = 1L;

  /**
   * Key material without the password that it is encrypted by.
   *
   * @param message one line: the file and what is wrong
   */
  public WrongPasswordException(String message) {
    super(message);
  }

  /**
   * Key material that does not open, with the cause.
   *
   * @param message one line: the file and what is wrong
   * @param cause what was caught
   */
  public WrongPasswordException(String message, Throwable cause) {
    super(message, cause);
  }
}
