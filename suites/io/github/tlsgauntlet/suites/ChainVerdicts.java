package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.ChainJudge;
import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.pki.Judgement;
import io.github.tlsgauntlet.pki.PathFinding;
import io.github.tlsgauntlet.pki.Purpose;
import io.github.tlsgauntlet.pki.Question;
import io.github.tlsgauntlet.probe.Witness;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Requirements;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Setting;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What each rule of path validation says of the certificate list that a server sent. */
final class ChainVerdicts {
  private ChainVerdicts() {}

  static Finding of(ServerUnderTest server, ProtocolVersion version, ChainRule rule)
      throws TargetException {
    VersionAnswer answer = VersionAnswer.of(server, version);
    if (!answer.speaks()) {
      return answer.notSpoken();
    }
    Optional<Witness> shown =
        Optional.ofNullable(ServerScan.begun(server).evidence().chains().get(version));
    if (shown.isEmpty()) {
      return Finding.of(
          Verdict.INCONCLUSIVE,
          "No handshake in " + version + " came as far as a certificate.",
          answer.transcripts());
    }
    Judgement judgement =
        server.fact(
            new ServerUnderTest.FactKey<>(Judgement.class, "chain " + version),
            () ->
                ChainJudge.judge(shown.get().certificates(), question(server, server.standing())));
    PathFinding finding = judgement.of(rule);
    return Finding.of(
            verdict(rule, finding),
            finding.reason() + hint(server, judgement, finding),
            VersionAnswer.transcripts(shown.get()))
        .mendedBy(Mends.of(rule, finding));
  }

  /** Where the anchor is missing, the user's own may be the one. */
  private static String hint(ServerUnderTest server, Judgement judgement, PathFinding finding) {
    boolean anchored =
        judgement.of(ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR).outcome() == PathFinding.Outcome.HOLDS;
    boolean misses =
        finding.outcome() == PathFinding.Outcome.NOT_APPLICABLE
            || finding.rule() == ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR;
    return !anchored
            && misses
            && !server.takesSetup()
            && server.run().settings().get(Setting.TRUST_STORE).isEmpty()
        ? " -Dtruststore=FILE names the anchors that your clients have."
        : "";
  }

  private static Verdict verdict(ChainRule rule, PathFinding finding) {
    return switch (finding.outcome()) {
      case HOLDS -> Verdict.PASS;
      case BROKEN -> Requirements.of(rule).level().whenBroken();
      case UNTOLD -> Verdict.INCONCLUSIVE;
      case NOT_APPLICABLE -> Verdict.NOT_APPLICABLE;
    };
  }

  static Question question(ServerUnderTest server, RunningServer running) {
    return new Question(
        ServerScan.anchors(server),
        ServerScan.name(server, running),
        Instant.now(Clock.systemUTC()),
        Purpose.SERVER);
  }
}
