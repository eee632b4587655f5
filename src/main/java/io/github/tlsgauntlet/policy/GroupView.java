package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.GroupFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The groups of the versions that a rule is about. */
final class GroupView {
  private GroupView() {}

  /** What was found of groups; versions that must use some, but told none, go to the tally. */
  static List<GroupFacts> of(ServerFacts facts, Scope scope, Tally tally) {
    List<GroupFacts> found = new ArrayList<>();
    for (VersionFacts version : scope.offered(facts, tally)) {
      Optional<GroupFacts> groups =
          facts.groups().stream()
              .filter(one -> one.version().equals(version.version()))
              .filter(one -> !one.groups().isEmpty() || !one.untold().isEmpty())
              .findFirst();
      groups.ifPresent(found::add);
      if (groups.isEmpty() && usesGroups(version)) {
        tally.untold("the groups of " + version.version());
      }
    }
    return found;
  }

  /** Whether a version can't do without named groups, or may not, for all that was told. */
  private static boolean usesGroups(VersionFacts version) {
    return version.suites().isEmpty()
        || version.suites().stream()
            .anyMatch(
                one ->
                    SuiteTraits.of(one.suite())
                        .map(traits -> traits.tls13() || traits.keyExchange().equals("ECDHE"))
                        .orElse(true));
  }
}
