package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.protocol.CipherSuite;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * No suites with these traits.
 *
 * @param filters the traits
 * @param scope in which versions
 */
public record ForbiddenSuites(List<SuiteFilter> filters, Scope scope) implements Demand {
  public ForbiddenSuites {
    filters = List.copyOf(filters);
  }

  /** Whether this demand lets a server take a suite in some version. */
  boolean permits(CipherSuite suite) {
    return filters.stream().noneMatch(filter -> filter.matches(suite).orElse(true));
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    for (VersionFacts version : scope.offered(facts, tally)) {
      if (version.suites().isEmpty() || version.mayTakeMore()) {
        tally.untold("the suites of " + version.version());
      }
      for (SuiteFacts one : version.suites()) {
        judge(one.suite(), version.version(), tally);
      }
    }
    return tally.ruling("speaks none of the versions that the rule is about");
  }

  private void judge(CipherSuite suite, String version, Tally tally) {
    boolean known = true;
    boolean clean = true;
    for (SuiteFilter filter : filters) {
      Optional<Boolean> has = filter.matches(suite);
      known &= has.isPresent();
      if (has.orElse(false)) {
        clean = false;
        tally.broken(suite + " in " + version + " (" + filter.name() + ")");
      }
    }
    if (!known) {
      tally.untold("the traits of suite " + suite + " in " + version);
    } else if (clean) {
      tally.kept(suite + " in " + version);
    }
  }

  @Override
  public String wants() {
    return "no suite that is "
        + filters.stream().map(SuiteFilter::name).collect(Collectors.joining(", "))
        + scope.clause();
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return SuiteTopics.of(wishes, scope, part -> new ForbiddenSuites(filters, part).judge(facts));
  }
}
