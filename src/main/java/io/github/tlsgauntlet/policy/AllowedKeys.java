package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;

/**
 * No kinds of keys in certificates but these.
 *
 * @param kinds such as RSA, EC, Ed25519
 * @param reach in which certificates
 */
public record AllowedKeys(List<String> kinds, Reach reach) implements Demand {
  public AllowedKeys {
    kinds = List.copyOf(kinds);
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    List<String> known = kinds.stream().map(KeyKinds::normal).toList();
    for (Reach.Seen one : reach.certificates(facts, tally)) {
      if (KeyKinds.isUnknown(one.facts())) {
        tally.untold("the key of " + one.name());
      } else {
        String kind = one.facts().keyAlgorithm();
        tally.add(known.contains(KeyKinds.normal(kind)), kind + " key in " + one.name());
      }
    }
    return tally.ruling("sends no certificates");
  }

  @Override
  public String wants() {
    return "a key that is " + String.join(" or ", kinds) + reach.clause();
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("key", "certificate");
  }
}
