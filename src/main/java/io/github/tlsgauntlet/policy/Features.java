package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.List;

/** The features that rules may name, and where each can be at all. */
final class Features {
  static final List<String> IDS =
      List.of(
          "secure-renegotiation",
          "client-renegotiation",
          "compression",
          "extended-master-secret",
          "encrypt-then-mac",
          "fallback-scsv",
          "early-data",
          "session-tickets",
          "ocsp-stapling",
          "alpn",
          "heartbeat");

  private static final List<String> OLD =
      List.of(
          "secure-renegotiation",
          "client-renegotiation",
          "compression",
          "extended-master-secret",
          "encrypt-then-mac",
          "fallback-scsv",
          "heartbeat");

  private Features() {}

  /** Whether a server could have a feature, by the versions and suites that it takes. */
  static Answer possible(String id, ServerFacts facts) {
    if (id.equals("early-data")) {
      return facts.offers(Versions.TLS13);
    }
    if (id.equals("encrypt-then-mac")) {
      return blocks(facts);
    }
    return OLD.contains(id) ? before13(facts) : Answer.YES;
  }

  private static Answer before13(ServerFacts facts) {
    List<Answer> answers =
        Versions.ALL.stream().filter(Versions::before13).map(facts::offers).toList();
    return answers.contains(Answer.YES)
        ? Answer.YES
        : answers.contains(Answer.UNTOLD) ? Answer.UNTOLD : Answer.NO;
  }

  /** Only CBC suites have a MAC whose place can change (RFC 7366, Section 3). */
  private static Answer blocks(ServerFacts facts) {
    boolean told =
        Versions.ALL.stream()
            .filter(Versions::before13)
            .allMatch(
                version ->
                    facts.offers(version) == Answer.NO
                        || facts.version(version).stream()
                            .anyMatch(one -> !one.suites().isEmpty()));
    boolean some =
        facts.versions().stream()
            .flatMap(version -> version.suites().stream())
            .flatMap(one -> SuiteTraits.of(one.suite()).stream())
            .anyMatch(traits -> traits.mode() == SuiteTraits.Mode.CBC);
    return some ? Answer.YES : told ? Answer.NO : Answer.UNTOLD;
  }
}
