package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.protocol.CipherSuite;
import java.util.List;
import java.util.stream.Collectors;

/**
 * No suites but these.
 *
 * @param suites in the order in which the policy names them
 * @param scope in which versions
 */
public record AllowedSuites(List<CipherSuite> suites, Scope scope) implements Demand {
  public AllowedSuites {
    suites = List.copyOf(suites);
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    for (VersionFacts version : scope.offered(facts, tally)) {
      if (version.suites().isEmpty() || version.mayTakeMore()) {
        tally.untold("the suites of " + version.version());
      }
      for (SuiteFacts one : version.suites()) {
        tally.add(suites.contains(one.suite()), one.suite() + " in " + version.version());
      }
    }
    return tally.ruling("speaks none of the versions that the rule is about");
  }

  @Override
  public String wants() {
    return "nothing but "
        + suites.stream().map(CipherSuite::toString).collect(Collectors.joining(", "))
        + scope.clause();
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return SuiteTopics.of(wishes, scope, part -> new AllowedSuites(suites, part).judge(facts));
  }
}
