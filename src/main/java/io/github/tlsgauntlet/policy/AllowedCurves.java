package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;

/**
 * No curves of keys in certificates but these; keys of other kinds are no business of the rule.
 *
 * @param curves by their registered names
 * @param reach in which certificates
 */
public record AllowedCurves(List<String> curves, Reach reach) implements Demand {
  public AllowedCurves {
    curves = List.copyOf(curves);
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    List<String> known = curves.stream().map(GroupNames::registered).toList();
    for (Reach.Seen one : reach.certificates(facts, tally)) {
      String curve = one.facts().curve();
      if (KeyKinds.isUnknown(one.facts()) || KeyKinds.isElliptic(one.facts()) && curve.isEmpty()) {
        tally.untold("the curve of " + one.name());
      } else if (KeyKinds.isElliptic(one.facts())) {
        tally.add(known.contains(GroupNames.registered(curve)), curve + " in " + one.name());
      }
    }
    return tally.ruling("no certificate with an EC key");
  }

  @Override
  public String wants() {
    return "a key on " + String.join(" or ", curves) + reach.clause();
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("key", "certificate");
  }
}
