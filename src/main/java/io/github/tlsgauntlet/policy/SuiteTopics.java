package io.github.tlsgauntlet.policy;

import java.util.ArrayList;
import java.util.List;

/** Which mends help against suites: TLS 1.3 has a setting of its own in most products. */
final class SuiteTopics {
  private SuiteTopics() {}

  static List<String> of(Wishes wishes, Scope scope) {
    List<String> topics = new ArrayList<>();
    if (scope.versions().stream().anyMatch(Versions::before13)) {
      topics.add(wishes.oldSuites().isEmpty() ? "versions" : "suites");
    }
    if (scope.has(Versions.TLS13) && wishes.versions().contains(Versions.TLS13)) {
      topics.add("suites-13");
    }
    return topics;
  }
}
