package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
          "heartbeat",
          "early-data-replay",
          "psk-without-dh",
          "ticket-reuse",
          "post-handshake-authentication",
          "certificate-compression",
          "ech",
          "key-share-reuse",
          "server-random");

  private static final List<String> NEW =
      List.of(
          "early-data",
          "early-data-replay",
          "psk-without-dh",
          "ticket-reuse",
          "post-handshake-authentication",
          "certificate-compression",
          "ech");

  /** What each presupposes: where that is seen not to be there, neither is this. */
  private static final Map<String, String> RESTS_ON =
      Map.of(
          "early-data-replay", "early-data",
          "psk-without-dh", "psk-resumption",
          "ticket-reuse", "psk-resumption");

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
    if (NEW.contains(id)) {
      return presupposed(id, facts) ? facts.offers(Versions.TLS13) : Answer.NO;
    }
    if (id.equals("encrypt-then-mac")) {
      return blocks(facts);
    }
    return OLD.contains(id) ? before13(facts) : Answer.YES;
  }

  private static boolean presupposed(String id, ServerFacts facts) {
    return Optional.ofNullable(RESTS_ON.get(id))
        .flatMap(facts::feature)
        .filter(fact -> fact.answer() == Answer.NO)
        .isEmpty();
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
