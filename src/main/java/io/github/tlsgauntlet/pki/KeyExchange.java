package io.github.tlsgauntlet.pki;

/** How the session's keys come about while a scenario runs: what a certificate's key is for. */
public enum KeyExchange {
  /** As the two sides like best. */
  ANY,
  /** The client encrypts to the server's RSA key (RFC 5246, Section 7.4.7.1). */
  RSA
}
