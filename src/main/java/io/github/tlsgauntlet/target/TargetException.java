package io.github.tlsgauntlet.target;

/** A target that cannot be used. The message names the input and the mend, in one line. */
public final class TargetException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is: what exit code fits. */
  public enum Kind {
    /** The user's input: exit code 2. */
    INPUT,
    /** Not reached, or it does not speak TLS: exit code 3. */
    UNREACHABLE,
    /** The machine lacks what the target takes, such as a container engine: not applicable. */
    UNAVAILABLE
  }

  private final Kind kind;

  /**
   * A target that cannot be used.
   *
   * @param kind whose fault it is
   * @param message one line that names the input and the mend
   */
  public TargetException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /**
   * A target that cannot be used, with its cause.
   *
   * @param kind whose fault it is
   * @param message one line that names the input and the mend
   * @param cause what was caught
   */
  public TargetException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Whose fault it is. */
  public Kind kind() {
    return kind;
  }

  /** Never null: every constructor takes one. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
