package io.github.tlsgauntlet.suite.conformance;

/** What a requirement may have to hold over. */
public enum Dimension {
  /** Every kind of cipher suite that the target takes in the version. */
  SUITE,
  /** Every group that the target takes in the version. */
  GROUP,
  /** However handshake messages are laid out in records. */
  RECORDS
}
