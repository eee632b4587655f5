package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.GroupFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.List;

/**
 * Each of these groups, in one version at least.
 *
 * @param groups in the order in which the policy names them
 * @param scope in which versions
 */
public record RequiredGroups(List<NamedGroup> groups, Scope scope) implements Demand {
  public RequiredGroups {
    groups = List.copyOf(groups);
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally unknown = new Tally();
    List<GroupFacts> found = GroupView.of(facts, scope, unknown);
    boolean mayHaveMore = unknown.ruling("").verdict() == PolicyFinding.Verdict.INCONCLUSIVE;
    if (found.isEmpty()) {
      return unknown.ruling("takes no named groups");
    }
    Tally tally = new Tally();
    for (NamedGroup group : groups) {
      if (found.stream().anyMatch(one -> one.groups().contains(group))) {
        tally.kept("takes " + group);
      } else if (mayHaveMore || found.stream().anyMatch(one -> one.untold().contains(group))) {
        tally.untold("whether it takes " + group);
      } else {
        tally.broken("does not take " + group);
      }
    }
    return tally.ruling("takes no named groups");
  }

  @Override
  public String wants() {
    return "the groups " + GroupNames.list(groups) + scope.clause();
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("groups");
  }
}
