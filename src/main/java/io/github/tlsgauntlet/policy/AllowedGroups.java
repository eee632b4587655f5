package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.GroupFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.List;

/**
 * No groups for key exchange but these.
 *
 * @param groups in the order in which the policy names them
 * @param scope in which versions
 */
public record AllowedGroups(List<NamedGroup> groups, Scope scope) implements Demand {
  public AllowedGroups {
    groups = List.copyOf(groups);
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    for (GroupFacts found : GroupView.of(facts, scope, tally)) {
      for (NamedGroup group : found.groups()) {
        tally.add(groups.contains(group), group + " in " + found.version());
      }
      for (NamedGroup group : found.untold()) {
        if (!groups.contains(group)) {
          tally.untold("whether it takes " + group + " in " + found.version());
        }
      }
    }
    return tally.ruling("takes no named groups");
  }

  @Override
  public String wants() {
    return "no groups but " + GroupNames.list(groups) + scope.clause();
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("groups");
  }
}
