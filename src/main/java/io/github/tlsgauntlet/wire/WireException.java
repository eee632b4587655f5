package io.github.tlsgauntlet.wire;

/** Bytes that are not what the presentation language says they should be. */
public final class WireException extends Exception {
  private static final long serialVersionUID = 1L;

  /** In which way. */
  public enum Kind {
    /** Fewer bytes than a length or a type asks for. */
    TRUNCATED,
    /** Bytes left over where a structure has ended. */
    TRAILING,
    /** A length or a value outside the range that the specification gives. */
    OUT_OF_RANGE
  }

  private final Kind kind;

  /**
   * Bytes that do not decode.
   *
   * @param kind in which way
   * @param message which structure, and what is wrong with it
   */
  public WireException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** In which way they do not decode. */
  public Kind kind() {
    return kind;
  }

  /** Never null: every constructor takes one. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
