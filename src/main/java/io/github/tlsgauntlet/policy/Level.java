package io.github.tlsgauntlet.policy;

/** How binding a rule is in its source. */
public enum Level {
  /** Required. */
  MUST,
  /** Recommended. */
  SHOULD
}
