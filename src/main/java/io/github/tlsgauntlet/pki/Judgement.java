package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What all rules say of a certificate list.
 *
 * @param findings one a rule, none missing, in the order of the rules
 * @param path the certificates that the findings rest on, in DER or what was sent for it: end
 *     entity first, trust anchor last where one was reached; empty where the first certificate
 *     can't be read
 */
public record Judgement(Map<ChainRule, PathFinding> findings, List<byte[]> path) {
  public Judgement {
    EnumMap<ChainRule, PathFinding> complete = new EnumMap<>(ChainRule.class);
    for (ChainRule rule : ChainRule.values()) {
      complete.put(
          rule,
          findings.getOrDefault(
              rule,
              new PathFinding(
                  rule,
                  Outcome.UNTOLD,
                  "Another fault hides what this rule judges.",
                  OptionalInt.empty())));
    }
    findings = Collections.unmodifiableMap(complete);
    path = List.copyOf(path);
  }

  /** What one rule says. */
  public PathFinding of(ChainRule rule) {
    PathFinding finding = findings.get(rule);
    if (finding == null) {
      throw new IllegalStateException(rule + " has no finding");
    }
    return finding;
  }

  /** The rules that are broken, in their order. */
  public List<ChainRule> broken() {
    return findings.values().stream()
        .filter(finding -> finding.outcome() == Outcome.BROKEN)
        .map(PathFinding::rule)
        .toList();
  }

  /**
   * Whether a verifier that follows the RFCs and nothing beyond them takes the list: no rule that
   * {@linkplain ChainRule#decides() decides} is broken or untold.
   */
  public boolean acceptable() {
    return findings.values().stream()
        .filter(finding -> finding.rule().decides())
        .noneMatch(
            finding -> finding.outcome() == Outcome.BROKEN || finding.outcome() == Outcome.UNTOLD);
  }

  /** Whether no rule at all is broken, those that merely advise included. */
  public boolean flawless() {
    return acceptable() && broken().isEmpty();
  }
}
