package io.github.tlsgauntlet.protocol;

/**
 * An alert description (RFC 9846, Section 6).
 *
 * <p>A record and not an enum: a code point that nobody has registered survives decoding.
 *
 * @param code the code point as it stands on the wire
 */
public record AlertDescription(int code) {

  /** The registered name, or the number where there is none. */
  @Override
  public String toString() {
    return CodePointNames.alertDescription(code);
  }
}
