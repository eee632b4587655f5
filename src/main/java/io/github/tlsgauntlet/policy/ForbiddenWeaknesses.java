package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.Weakness;
import java.util.List;
import java.util.Optional;

/**
 * Which known weaknesses a server is not to have.
 *
 * @param ids of the weaknesses; {@code all} for every one that the scan looks for
 * @param exposed whether it fails already where an attack is possible, but not shown
 */
public record ForbiddenWeaknesses(List<String> ids, boolean exposed) implements Demand {
  /** Stands for every weakness. */
  static final String ALL = "all";

  public ForbiddenWeaknesses {
    ids = List.copyOf(ids);
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    if (ids.contains(ALL)) {
      facts.weaknesses().forEach(one -> judge(one, tally));
      if (facts.weaknesses().isEmpty()) {
        tally.untold("every weakness");
      }
    }
    for (String id : ids) {
      Optional<Weakness> found = facts.weakness(id);
      found.ifPresent(one -> judge(one, tally));
      if (found.isEmpty() && !id.equals(ALL)) {
        tally.untold(id);
      }
    }
    return tally.ruling("");
  }

  private void judge(Weakness weakness, Tally tally) {
    String name = weakness.title();
    switch (weakness.exposure()) {
      case VULNERABLE -> tally.broken("vulnerable to " + name);
      case EXPOSED -> tally.add(!exposed, "exposed to " + name);
      case SAFE -> tally.kept("safe from " + name);
      case UNTOLD -> tally.untold(name);
    }
  }

  @Override
  public String wants() {
    String list = ids.contains(ALL) ? "any known weakness" : String.join(", ", ids);
    return "not vulnerable" + (exposed ? " or exposed" : "") + " to " + list;
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("weakness");
  }
}
