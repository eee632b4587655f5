package io.github.tlsgauntlet.pki;

import java.util.OptionalInt;

/**
 * What one rule says of a certificate list.
 *
 * @param rule which
 * @param outcome what it says
 * @param reason one sentence: what was seen
 * @param certificate the place in the list, from 0, of the certificate that decided; empty where it
 *     is the whole list, or a trust anchor
 */
public record PathFinding(ChainRule rule, Outcome outcome, String reason, OptionalInt certificate) {
  /** What a rule can say, from the least to the gravest. */
  public enum Outcome {
    /** There is nothing for the rule to judge. */
    NOT_APPLICABLE,
    HOLDS,
    /** It could not be told. */
    UNTOLD,
    BROKEN
  }
}
