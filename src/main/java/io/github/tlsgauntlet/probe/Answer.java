package io.github.tlsgauntlet.probe;

/** What a probe found: never more than it saw. */
public enum Answer {
  /** Seen. */
  YES,
  /** Asked for, and seen not to be there. */
  NO,
  /** Could not be told: the fact's detail says why. */
  UNTOLD
}
