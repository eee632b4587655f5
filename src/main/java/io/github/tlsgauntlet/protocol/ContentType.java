package io.github.tlsgauntlet.protocol;

/**
 * A record's content type (RFC 9846, Section 5.1).
 *
 * <p>A record and not an enum: a code point that nobody has registered survives decoding.
 *
 * @param code the code point as it stands on the wire
 */
public record ContentType(int code) {
  public static final ContentType CHANGE_CIPHER_SPEC = new ContentType(20);
  public static final ContentType ALERT = new ContentType(21);
  public static final ContentType HANDSHAKE = new ContentType(22);
  public static final ContentType APPLICATION_DATA = new ContentType(23);
  public static final ContentType HEARTBEAT = new ContentType(24);

  /** The registered name, or the number where there is none. */
  @Override
  public String toString() {
    return CodePointNames.contentType(code);
  }
}
