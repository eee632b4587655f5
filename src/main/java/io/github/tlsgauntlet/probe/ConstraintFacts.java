package io.github.tlsgauntlet.probe;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a certificate says about those below it, and about the rules that it was issued by. Text
 * from it stands here unescaped.
 *
 * @param pathLength how many authorities may stand below it; empty for any number, and where it is
 *     no authority
 * @param permitted the names to which those below are confined, each with its kind, such as {@code
 *     DNS:example.com}
 * @param excluded the names that those below may not have
 * @param policies the numbers of its certificate policies
 */
public record ConstraintFacts(
    OptionalInt pathLength, List<String> permitted, List<String> excluded, List<String> policies) {
  /** Nothing said. */
  public static final ConstraintFacts NONE =
      new ConstraintFacts(OptionalInt.empty(), List.of(), List.of(), List.of());

  public ConstraintFacts {
    permitted = List.copyOf(permitted);
    excluded = List.copyOf(excluded);
    policies = List.copyOf(policies);
  }
}
