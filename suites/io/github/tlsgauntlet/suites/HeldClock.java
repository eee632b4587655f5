package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.Optional;
import java.util.Set;

/** Scenarios whose verdict hangs on the very second at which a verifier looks at them. */
final class HeldClock {
  private static final Set<String> TO_THE_SECOND = Set.of("validity-boundary-exact");

  private HeldClock() {}

  /** What is said of such a scenario before a peer whose clock goes on. */
  static Optional<Finding> inapplicable(Scenario scenario) {
    return TO_THE_SECOND.contains(scenario.id())
        ? Optional.of(
            Finding.of(
                Verdict.NOT_APPLICABLE,
                "It takes a verifier whose clock can be held at a second, and a peer's cannot be"
                    + " set; verifiers of paths are held at it where they take a time."))
        : Optional.empty();
  }
}
