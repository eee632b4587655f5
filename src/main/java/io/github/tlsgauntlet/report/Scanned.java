package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.policy.LetterGrade;
import io.github.tlsgauntlet.policy.Level;
import io.github.tlsgauntlet.policy.Policy;
import io.github.tlsgauntlet.policy.PolicyFinding;
import io.github.tlsgauntlet.probe.Part;
import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a scan has to say of one server.
 *
 * @param facts what was found
 * @param grade by the rules of a well-known guide
 * @param judged by the policies that the user named
 * @param parts what was asked for
 * @param cutShort why not all of it was asked; empty where it was
 */
public record Scanned(
    ServerFacts facts,
    LetterGrade grade,
    List<Judged> judged,
    Set<Part> parts,
    Optional<String> cutShort) {
  /**
   * How a server stands to a policy.
   *
   * @param findings one for each rule
   */
  public record Judged(Policy policy, List<PolicyFinding> findings) {
    public Judged {
      findings = List.copyOf(findings);
    }

    /** How binding the rule of a finding is. */
    Level level(PolicyFinding finding) {
      return policy.rule(finding.rule()).orElseThrow().level();
    }

    /** Whether a rule that binds is broken. */
    boolean broken() {
      return findings.stream()
          .anyMatch(one -> one.verdict() == PolicyFinding.Verdict.FAIL && level(one) == Level.MUST);
    }

    private long count(PolicyFinding.Verdict verdict) {
      return findings.stream().filter(one -> one.verdict() == verdict).count();
    }

    /** In one line. */
    String summary() {
      return "%d kept, %d broken, %d could not be told"
          .formatted(
              count(PolicyFinding.Verdict.PASS),
              count(PolicyFinding.Verdict.FAIL),
              count(PolicyFinding.Verdict.INCONCLUSIVE));
    }
  }

  public Scanned {
    judged = List.copyOf(judged);
    parts = Set.copyOf(parts);
  }

  /** Whether nothing was left out; else there is too little for a grade. */
  boolean isWhole() {
    return parts.size() == Part.values().length;
  }

  /**
   * Judges facts.
   *
   * @param policies in the order in which they are to be shown
   * @param parts what was asked for
   * @param cutShort why not all of it was asked; empty where it was
   */
  public static Scanned of(
      ServerFacts facts, List<Policy> policies, Set<Part> parts, Optional<String> cutShort) {
    return new Scanned(
        facts,
        LetterGrade.of(facts),
        policies.stream().map(policy -> new Judged(policy, policy.judge(facts))).toList(),
        parts,
        cutShort);
  }

  /** Whether a rule that binds is broken. */
  public boolean broken() {
    return judged.stream().anyMatch(Judged::broken);
  }
}
