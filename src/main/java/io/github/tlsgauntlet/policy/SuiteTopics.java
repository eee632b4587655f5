package io.github.tlsgauntlet.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Which mends help against suites: TLS 1.3 has a setting of its own in most products. */
final class SuiteTopics {
  private SuiteTopics() {}

  /**
   * The topics of the versions at fault.
   *
   * @param judge how the facts stand to the rule in some versions alone
   */
  static List<String> of(Wishes wishes, Scope scope, Function<Scope, Ruling> judge) {
    List<String> topics = new ArrayList<>();
    List<String> old = scope.versions().stream().filter(Versions::before13).toList();
    if (fails(judge.apply(new Scope(old)))) {
      topics.add(wishes.oldSuites().isEmpty() ? "versions" : "suites");
    }
    if (scope.has(Versions.TLS13) && fails(judge.apply(new Scope(List.of(Versions.TLS13))))) {
      topics.add("suites-13");
    }
    return topics;
  }

  private static boolean fails(Ruling ruling) {
    return ruling.verdict() == PolicyFinding.Verdict.FAIL;
  }
}
