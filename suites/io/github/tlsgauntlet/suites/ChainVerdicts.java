package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.ChainJudge;
import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.pki.Judgement;
import io.github.tlsgauntlet.pki.PathFinding;
import io.github.tlsgauntlet.pki.Purpose;
import io.github.tlsgauntlet.pki.Question;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Requirements;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Setting;
import io.github.tlsgauntlet.suite.SystemTrust;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
        anchors(server), name(server, running), Instant.now(Clock.systemUTC()), Purpose.SERVER);
  }

  static List<X509Certificate> anchors(ServerUnderTest server) {
    return server.takesSetup()
        ? server.run().mint().trustAnchors(Role.SERVER)
        : server.run().lent().trustAnchors().orElseGet(SystemTrust::anchors);
  }

  static Optional<String> name(ServerUnderTest server, RunningServer running) {
    Optional<String> asked = server.run().settings().get(Setting.SERVER_NAME);
    if (asked.isPresent()) {
      return asked;
    }
    return server.takesSetup()
        ? Optional.of(
            server.run().mint().fixture(ServerUnderTest.GOOD_SERVER, Role.SERVER).referenceName())
        : running.serverName().or(() -> Optional.of(running.address().getHostString()));
  }
}
