package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.ChainJudge;
import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.pki.Judgement;
import io.github.tlsgauntlet.pki.PathFinding;
import io.github.tlsgauntlet.pki.Purpose;
import io.github.tlsgauntlet.pki.Question;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Requirements;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Clock;
import java.time.Instant;

/** What each rule of path validation says of the certificate list that a server sent. */
final class ChainVerdicts {
  private ChainVerdicts() {}

  static Finding of(ServerUnderTest server, ProtocolVersion version, ChainRule rule)
      throws TargetException {
    ServerMeeting meeting = ServerMeeting.in(server, version);
    if (!meeting.speaks(version)) {
      return meeting.notSpoken();
    }
    if (meeting.outcome().peerCertificates().isEmpty()) {
      return Finding.of(
          Verdict.INCONCLUSIVE,
          "The handshake ended before a certificate came: " + meeting.endingInWords() + ".",
          meeting.transcript());
    }
    Judgement judgement =
        server.fact(
            new ServerUnderTest.FactKey<>(Judgement.class, "chain " + version),
            () ->
                ChainJudge.judge(
                    meeting.outcome().peerCertificates(), question(server, server.standing())));
    PathFinding finding = judgement.of(rule);
    return Finding.of(verdict(rule, finding), finding.reason(), meeting.transcript())
        .mendedBy(Mends.of(rule, finding));
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
