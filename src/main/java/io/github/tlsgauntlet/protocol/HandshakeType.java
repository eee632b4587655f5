package io.github.tlsgauntlet.protocol;

/**
 * A handshake message's type (RFC 9846, Section 4; RFC 5246, Section 7.4).
 *
 * <p>A record and not an enum: a code point that nobody has registered survives decoding.
 *
 * @param code the code point as it stands on the wire
 */
public record HandshakeType(int code) {
  public static final HandshakeType HELLO_REQUEST = new HandshakeType(0);
  public static final HandshakeType CLIENT_HELLO = new HandshakeType(1);
  public static final HandshakeType SERVER_HELLO = new HandshakeType(2);
  public static final HandshakeType NEW_SESSION_TICKET = new HandshakeType(4);
  public static final HandshakeType END_OF_EARLY_DATA = new HandshakeType(5);
  public static final HandshakeType ENCRYPTED_EXTENSIONS = new HandshakeType(8);
  public static final HandshakeType CERTIFICATE = new HandshakeType(11);
  public static final HandshakeType SERVER_KEY_EXCHANGE = new HandshakeType(12);
  public static final HandshakeType CERTIFICATE_REQUEST = new HandshakeType(13);
  public static final HandshakeType SERVER_HELLO_DONE = new HandshakeType(14);
  public static final HandshakeType CERTIFICATE_VERIFY = new HandshakeType(15);
  public static final HandshakeType CLIENT_KEY_EXCHANGE = new HandshakeType(16);
  public static final HandshakeType FINISHED = new HandshakeType(20);
  public static final HandshakeType CERTIFICATE_STATUS = new HandshakeType(22);
  public static final HandshakeType KEY_UPDATE = new HandshakeType(24);
  public static final HandshakeType COMPRESSED_CERTIFICATE = new HandshakeType(25);
  public static final HandshakeType MESSAGE_HASH = new HandshakeType(254);

  /** The registered name, or the number where there is none. */
  @Override
  public String toString() {
    return CodePointNames.handshakeType(code);
  }
}
