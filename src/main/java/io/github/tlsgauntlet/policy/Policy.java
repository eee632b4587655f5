package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guideline that servers are judged by.
 *
 * @param name what the user calls it
 * @param title in words
 * @param source where it comes from
 * @param rules in the order in which they are judged
 */
public record Policy(String name, String title, Source source, List<Rule> rules) {
  public Policy {
    rules = List.copyOf(rules);
  }

  /** A rule by its id. */
  public Optional<Rule> rule(String id) {
    return rules.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /**
   * How a server stands to each rule, in the order of the rules.
   *
   * @param facts what a scan found; what it could not tell makes rules inconclusive, never kept
   */
  public List<PolicyFinding> judge(ServerFacts facts) {
    Wishes wishes = Wishes.of(this, facts);
    return rules.stream().map(rule -> judge(rule, facts, wishes)).toList();
  }

  private static PolicyFinding judge(Rule rule, ServerFacts facts, Wishes wishes) {
    Ruling ruling = rule.demand().judge(facts);
    Map<String, String> mends =
        ruling.verdict() == PolicyFinding.Verdict.FAIL
            ? MendTexts.of(rule.demand().topics(facts, wishes), wishes)
            : Map.of();
    return new PolicyFinding(
        rule.id(),
        rule.title(),
        ruling.verdict(),
        ruling.seen(),
        rule.demand().wants(),
        rule.reference(),
        mends);
  }
}
