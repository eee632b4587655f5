package io.github.tlsgauntlet.pki;

/** Key material that cannot be used. The message is one line: the file and the mend. */
public sealed class KeyMaterialException extends Exception permits WrongPasswordException {
  private static final long serialVersionUID = 1L;

  /**
   * Key material that cannot be used.
   *
   * @param message one line: the file and the mend
   */
  public KeyMaterialException(String message) {
    super(message);
  }

  /**
   * Key material that cannot be used, with its cause.
   *
   * @param message one line: the file and the mend
   * @param cause what was caught
   */
  public KeyMaterialException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Never null: every constructor takes one. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
