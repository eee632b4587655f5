package io.github.tlsgauntlet.pki;

import java.util.EnumMap;
import java.util.Map;

/**
 * What all rules say of a certificate list.
 *
 * @param findings one a rule, none missing
 */
public record Judgement(Map<ChainRule, PathFinding> findings) {
  public Judgement {
    EnumMap<ChainRule, PathFinding> complete = new EnumMap<>(ChainRule.class);
    for (ChainRule rule : ChainRule.values()) {
      complete.put(
          rule,
          findings.getOrDefault(
              rule,
              new PathFinding(
                  rule, PathFinding.Outcome.UNTOLD, "Another fault hides what this rule judges.")));
    }
    findings = Map.copyOf(complete);
  }

  /**
   * What one rule says.
   *
   * @param rule which
   */
  public PathFinding of(ChainRule rule) {
    PathFinding finding = findings.get(rule);
    if (finding == null) {
      throw new IllegalStateException(rule + " has no finding");
    }
    return finding;
  }

  /** Whether no rule of level MUST is broken. */
  public boolean acceptable() {
    return findings.values().stream()
        .noneMatch(
            f ->
                f.outcome() == PathFinding.Outcome.BROKEN
                    && f.rule().level() == ChainRule.Level.MUST);
  }
}
