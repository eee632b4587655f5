package io.github.tlsgauntlet.protocol;

/**
 * What the Recommended column of the IANA TLS registries says of a code point (RFC 9847, Section
 * 3).
 */
public enum Recommended {
  /** The IETF has consensus that it is recommended. */
  Y,
  /** It has not been evaluated, has limited applicability, or is for particular uses. */
  N,
  /** It is discouraged. */
  D
}
