package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.GroupFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * How large elliptic curves are to be: those of certificates' keys and those of key exchange.
 *
 * @param bits at least
 * @param reach in which certificates
 */
public record LeastEcBits(int bits, Reach reach) implements Demand {
  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    keys(facts, tally);
    groups(facts, tally);
    return tally.ruling("uses no elliptic curves");
  }

  private void keys(ServerFacts facts, Tally tally) {
    for (Reach.Seen one : reach.certificates(facts, tally)) {
      if (KeyKinds.isUnknown(one.facts())
          || KeyKinds.isElliptic(one.facts()) && one.facts().keyBits() <= 0) {
        tally.untold("the key of " + one.name());
      } else if (KeyKinds.isElliptic(one.facts())) {
        tally.add(
            one.facts().keyBits() >= bits,
            "EC " + one.facts().keyBits() + " bits in " + one.name());
      }
    }
  }

  private void groups(ServerFacts facts, Tally tally) {
    for (GroupFacts found : GroupView.of(facts, Scope.ALL, tally)) {
      for (NamedGroup group : found.groups()) {
        OptionalInt size = GroupNames.ellipticBits(group.toString());
        if (size.isPresent()) {
          tally.add(size.getAsInt() >= bits, group + " in " + found.version());
        }
      }
      for (NamedGroup group : found.untold()) {
        if (GroupNames.ellipticBits(group.toString()).orElse(bits) < bits) {
          tally.untold("whether it takes " + group + " in " + found.version());
        }
      }
    }
  }

  @Override
  public String wants() {
    return "elliptic curves of at least " + bits + " bits, for keys and for key exchange";
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    List<String> topics = new ArrayList<>();
    Tally keys = new Tally();
    keys(facts, keys);
    if (keys.isBroken()) {
      topics.addAll(List.of("key", "certificate"));
    }
    Tally groups = new Tally();
    groups(facts, groups);
    if (groups.isBroken()) {
      topics.add("groups");
    }
    return topics;
  }
}
