package io.github.tlsgauntlet.suite;

/**
 * A setting that cannot be used: the user's input, exit code 2. One line: the input and the mend.
 */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A setting that cannot be used.
   *
   * @param message one line that names the input and the mend
   */
  public SettingsException(String message) {
    super(message);
  }

  /**
   * A setting that cannot be used, with its cause.
   *
   * @param message one line that names the input and the mend
   * @param cause what was caught
   */
  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
