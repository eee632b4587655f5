package io.github.tlsgauntlet.suite.conformance;

/** What a requirement may have to hold over. */
public enum Dimension {
  /** Every cipher suite that the target takes in the version; at strength 1 one of each kind. */
  SUITE,
  /** Every group that the target takes in the version. */
  GROUP,
  /** However handshake messages are laid out in records. */
  RECORDS
}
