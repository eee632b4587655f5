package io.github.tlsgauntlet.protocol;

/**
 * An extension type (IANA TLS ExtensionType Values registry).
 *
 * <p>A record and not an enum: a code point that nobody has registered survives decoding.
 *
 * @param code the code point as it stands on the wire
 */
public record ExtensionType(int code) {

  /** The registered name, or the number where there is none. */
  @Override
  public String toString() {
    return CodePointNames.extensionType(code);
  }
}
