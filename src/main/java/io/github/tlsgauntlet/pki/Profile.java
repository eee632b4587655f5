package io.github.tlsgauntlet.pki;

/** Whose rules an expectation follows, where verifiers may rightly differ. */
public enum Profile {
  /** RFC 5280 and RFC 9525, and nothing beyond them. */
  RFC5280,
  /** The CA/Browser Forum's Baseline Requirements, as a browser holds them. */
  WEB_PKI,
  /** The JDK's own trust manager with the settings that it ships with. */
  JDK,
  /** Refuses whatever a specification lets a verifier refuse. */
  STRICT
}
