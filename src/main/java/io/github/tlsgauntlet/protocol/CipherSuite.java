package io.github.tlsgauntlet.protocol;

import java.util.List;
import java.util.Optional;

/**
 * A cipher suite (IANA TLS Cipher Suites registry).
 *
 * <p>A record and not an enum: a code point that nobody has registered survives decoding.
 *
 * @param code the code point as it stands on the wire
 */
public record CipherSuite(int code) {
  /** Says, in a first ClientHello alone, that its client knows RFC 5746 (Section 3.3). */
  public static final CipherSuite EMPTY_RENEGOTIATION_INFO_SCSV = new CipherSuite(0x00ff);

  /**
   * The code point with a registered name.
   *
   * @param name as the IANA registry has it, in any case
   */
  public static Optional<CipherSuite> named(String name) {
    return CodePointNames.codeOf("suite", name).map(CipherSuite::new);
  }

  /** All registered suites of TLS and SSL 3.0, signalling values included. */
  public static List<CipherSuite> registered() {
    return CodePointNames.registered("suite").stream()
        .filter(code -> code <= 0xffff)
        .map(CipherSuite::new)
        .toList();
  }

  /** Whether the registry recommends it; empty where it does not say. */
  public Optional<Recommended> recommended() {
    return CodePointNames.recommended("suite", code);
  }

  /** The registered name, or the number where there is none. */
  @Override
  public String toString() {
    return CodePointNames.cipherSuite(code);
  }
}
