package io.github.tlsgauntlet.protocol;

/**
 * A protocol version (RFC 9846, Section 4.3.1).
 *
 * <p>A record and not an enum: a code point that nobody has registered survives decoding.
 *
 * @param code the code point as it stands on the wire
 */
public record ProtocolVersion(int code) {
  public static final ProtocolVersion SSL30 = new ProtocolVersion(0x0300);
  public static final ProtocolVersion TLS10 = new ProtocolVersion(0x0301);
  public static final ProtocolVersion TLS11 = new ProtocolVersion(0x0302);
  public static final ProtocolVersion TLS12 = new ProtocolVersion(0x0303);
  public static final ProtocolVersion TLS13 = new ProtocolVersion(0x0304);

  /** The registered name, or the number where there is none. */
  @Override
  public String toString() {
    return switch (code) {
      case 0x0300 -> "SSL 3.0";
      case 0x0301 -> "TLS 1.0";
      case 0x0302 -> "TLS 1.1";
      case 0x0303 -> "TLS 1.2";
      case 0x0304 -> "TLS 1.3";
      default -> "0x%04x".formatted(code);
    };
  }
}
