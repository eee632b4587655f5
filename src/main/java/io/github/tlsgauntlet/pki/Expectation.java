package io.github.tlsgauntlet.pki;

/** What the verifier is to do with a fixture. */
public enum Expectation {
  ACCEPT,
  REJECT,
  /** Both are defensible; the outcome is worth reporting and never a fault. */
  EITHER
}
