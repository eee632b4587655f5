package io.github.tlsgauntlet.crypto;

/** A cryptographic operation that a peer's bytes, or a key, make impossible. */
public final class CryptoException extends Exception {
  private static final long serialVersionUID = 1L;

  /** In which way. */
  public enum Kind {
    /** A public share that is no valid element of its group. */
    BAD_SHARE,
    /** A record whose tag, MAC or padding does not verify; which of them is never told. */
    BAD_RECORD_MAC,
    /** What was compressed does not expand, or to too much (RFC 5246, Section 6.2.2). */
    BAD_COMPRESSION,
    /** A key that cannot do what is asked of it. */
    UNUSABLE_KEY
  }

  private final Kind kind;

  /**
   * A failed operation.
   *
   * @param kind in which way
   * @param message what was tried
   */
  public CryptoException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /**
   * A failed operation with its cause.
   *
   * @param kind in which way
   * @param message what was tried
   * @param cause what was caught
   */
  public CryptoException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** In which way it failed. */
  public Kind kind() {
    return kind;
  }

  /** Never null: every constructor takes one. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
