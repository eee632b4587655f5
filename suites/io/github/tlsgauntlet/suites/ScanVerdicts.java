package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.policy.Level;
import io.github.tlsgauntlet.policy.Policies;
import io.github.tlsgauntlet.policy.Policy;
import io.github.tlsgauntlet.policy.PolicyException;
import io.github.tlsgauntlet.policy.PolicyFinding;
import io.github.tlsgauntlet.policy.Rule;
import io.github.tlsgauntlet.probe.ClientAuthenticationFacts;
import io.github.tlsgauntlet.probe.ProbeSettings;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.ServerProbe;
import io.github.tlsgauntlet.probe.Weakness;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Mend;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.util.Optional;

/** Verdicts over the facts of a scan, which is made once for each server. */
final class ScanVerdicts {
  private ScanVerdicts() {}

  static Finding of(ServerUnderTest server, KnownWeakness which) throws TargetException {
    ServerFacts facts = facts(server);
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
    return server.fact(
        new ServerUnderTest.FactKey<>(ServerFacts.class, "scan"), () -> measured(server));
  }

  private static ServerFacts measured(ServerUnderTest server) throws TargetException {
    RunningServer running = server.standing();
    Optional<String> name = ChainVerdicts.name(server, running);
    // One connection after the other, since the run's limit is for all that goes on at once.
    try (GauntletRun.Permit permit = server.connection()) {
      return ServerProbe.probe(
          new ProbeSettings(
              server.name(),
              running.address().toString(),
              running.serverName().or(() -> name),
              () -> ChainVerdicts.anchors(server),
              "the run's anchors",
              server.run().lent().clientCredential(),
              server.run().settings().timeout(),
              1,
              true,
              Optional.empty()),
          deadline -> connect(running, Math.max(1, deadline.remainingMillis())),
          Clock.systemUTC());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException(
          TargetException.Kind.UNREACHABLE, "interrupted while it was scanned", e);
    }
  }

  private static Socket connect(RunningServer running, int millis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(running.address(), millis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
