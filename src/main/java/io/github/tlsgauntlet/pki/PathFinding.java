package io.github.tlsgauntlet.pki;

/**
 * What one rule says of a certificate list.
 *
 * @param rule which
 * @param outcome what it says
 * @param reason one sentence: what was seen
 */
public record PathFinding(ChainRule rule, Outcome outcome, String reason) {
  /** What a rule can say. */
  public enum Outcome {
    HOLDS,
    BROKEN,
    /** It could not be told. */
    UNTOLD,
    /** There is nothing for the rule to judge. */
    NOT_APPLICABLE
  }
}
