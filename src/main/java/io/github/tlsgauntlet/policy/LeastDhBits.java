package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.DhFacts;
import io.github.tlsgauntlet.probe.GroupFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.List;
import java.util.OptionalInt;

/**
 * How large finite-field groups for key exchange are to be.
 *
 * @param bits at least
 */
public record LeastDhBits(int bits) implements Demand {
  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    for (DhFacts one : facts.dh()) {
      tally.add(one.bits() >= bits, "DH " + one.bits() + " bits");
    }
    for (VersionFacts version : Scope.ALL.offered(facts, tally)) {
      if (version.suites().isEmpty()) {
        tally.untold("the suites of " + version.version());
      }
      version.suites().stream()
          .filter(LeastDhBits::ephemeral)
          .forEach(one -> add(one, facts, tally));
    }
    for (GroupFacts found : GroupView.of(facts, Scope.ALL, tally)) {
      for (NamedGroup group : found.groups()) {
        OptionalInt size = GroupNames.finiteBits(group.toString());
        if (size.isPresent()) {
          tally.add(size.getAsInt() >= bits, group + " in " + found.version());
        }
      }
      for (NamedGroup group : found.untold()) {
        if (GroupNames.finiteBits(group.toString()).orElse(bits) < bits) {
          tally.untold("whether it takes " + group + " in " + found.version());
        }
      }
    }
    return tally.ruling("uses no finite-field groups");
  }

  private void add(SuiteFacts suite, ServerFacts facts, Tally tally) {
    if (suite.keyExchangeBits() > 0) {
      tally.add(suite.keyExchangeBits() >= bits, "DH " + suite.keyExchangeBits() + " bits");
    } else if (facts.dh().isEmpty()) {
      tally.untold("the group of " + suite.suite());
    }
  }

  private static boolean ephemeral(SuiteFacts suite) {
    return SuiteTraits.of(suite.suite())
        .map(traits -> traits.keyExchange().equals("DHE") || traits.keyExchange().equals("DH"))
        .orElse(false);
  }

  @Override
  public String wants() {
    return "finite-field groups of at least " + bits + " bits";
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("dh");
  }
}
