package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.suite.Finding;

/** Which reactions conform; {@link Expectations} has the usual ones. */
@FunctionalInterface
public interface Expectation {
  /**
   * Judges one exchange, of which it is known that without the fault in it the target goes on.
   *
   * @param exchange what happened
   */
  Finding judge(Exchange exchange);
}
