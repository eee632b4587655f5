package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.policy.Level;
import io.github.tlsgauntlet.policy.PolicyFinding;
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
    return facts(server)
        .weakness(which.id())
        .map(ScanVerdicts::judged)
        .orElseGet(
            () ->
                Finding.of(
                    Verdict.NOT_APPLICABLE,
                    "It can be asked only of a server of TLS 1.2 or before."));
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
    try (GauntletRun.Permit permit = server.run().connection()) {
      return ServerProbe.probe(
          new ProbeSettings(
              server.name(),
              running.address().toString(),
              running.serverName().or(() -> name),
              () -> ChainVerdicts.anchors(server),
              "the run's anchors",
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
