package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.policy.Level;
import io.github.tlsgauntlet.policy.Policies;
import io.github.tlsgauntlet.policy.Policy;
import io.github.tlsgauntlet.policy.PolicyException;
import io.github.tlsgauntlet.policy.PolicyFinding;
import io.github.tlsgauntlet.policy.Rule;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.ClientAuthenticationFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.Weakness;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Mend;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.TargetException;

/** Verdicts over the facts of a scan, which is made once for each server. */
final class ScanVerdicts {
  private ScanVerdicts() {}

  static Finding of(ServerUnderTest server, KnownWeakness which) throws TargetException {
    if (which == KnownWeakness.DEBIAN_WEAK_KEY && server.run().lent().weakKeys().isEmpty()) {
      return Finding.of(
          Verdict.NOT_APPLICABLE,
          "No list of such keys was given, and none is shipped; give one with -Dweak.keys=FILE.");
    }
    ServerFacts facts = facts(server);
    if (which == KnownWeakness.PSK_WITHOUT_DH && facts.offers("TLS 1.3") == Answer.NO) {
      return Finding.of(Verdict.NOT_APPLICABLE, "The server does not speak TLS 1.3.");
    }
    if (which == KnownWeakness.STARTTLS_INJECTION && facts.weakness(which.id()).isEmpty()) {
      return Finding.of(
          Verdict.NOT_APPLICABLE,
          "The server begins with TLS: nothing comes before it. tls-gauntlet scan asks servers that"
              + " go over to TLS from another protocol.");
    }
    return facts
        .weakness(which.id())
        .map(weakness -> judged(weakness, server, facts))
        .orElseGet(
            () ->
                Finding.of(
                    Verdict.NOT_APPLICABLE,
                    "It can be asked only of a server of TLS 1.2 or before."));
  }

  /** What lies behind a client certificate can't be seen without one. */
  private static Finding judged(Weakness weakness, ServerUnderTest server, ServerFacts facts) {
    boolean shutOut =
        facts.clientAuthentication().asks() == ClientAuthenticationFacts.Asks.REQUIRED
            && server.run().lent().clientCredential().isEmpty();
    return shutOut && weakness.exposure() == Weakness.Exposure.UNTOLD
        ? Finding.of(
            Verdict.NOT_APPLICABLE,
            "The server requires a client certificate; lend one with -Dclient.keystore. "
                + weakness.detail())
        : judged(weakness);
  }

  static Finding judged(Weakness weakness) {
    return Finding.of(
        switch (weakness.exposure()) {
          case VULNERABLE -> Verdict.FAIL;
          case EXPOSED -> Verdict.WARN;
          case SAFE -> Verdict.PASS;
          case UNTOLD -> Verdict.INCONCLUSIVE;
        },
        weakness.detail());
  }

  /** A rule of BCP 195, which says in RFC 9325 what the suites' requirements say, by its id. */
  static Finding bestPractice(ServerUnderTest server, String rule) throws TargetException {
    return ruled(BestPractice.POLICY, server, rule);
  }

  /** Read once. */
  private static final class BestPractice {
    private static final Policy POLICY = load();

    private static Policy load() {
      try {
        return Policies.load("bcp195");
      } catch (PolicyException e) {
        throw new IllegalStateException("The built-in policy cannot be read", e);
      }
    }
  }

  static Finding ruled(Policy policy, ServerUnderTest server, String id) throws TargetException {
    Rule rule =
        policy.rules().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    PolicyFinding finding =
        policy.judge(facts(server)).stream()
            .filter(one -> one.rule().equals(id))
            .findFirst()
            .orElseThrow();
    return judged(finding, rule.level());
  }

  static Finding judged(PolicyFinding finding, Level level) {
    return Finding.of(
            switch (finding.verdict()) {
              case PASS -> Verdict.PASS;
              case FAIL -> level == Level.MUST ? Verdict.FAIL : Verdict.WARN;
              case INCONCLUSIVE -> Verdict.INCONCLUSIVE;
              case NOT_APPLICABLE -> Verdict.NOT_APPLICABLE;
            },
            "Seen: " + finding.seen() + "; wanted: " + finding.wants() + ".")
        .mendedBy(
            finding.mends().entrySet().stream()
                .map(entry -> new Mend(entry.getKey(), entry.getValue()))
                .toList());
  }

  static ServerFacts facts(ServerUnderTest server) throws TargetException {
    return ServerScan.facts(server);
  }
}
