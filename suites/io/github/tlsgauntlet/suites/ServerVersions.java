package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.Fact;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.probe.Witness;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges a server's choice of version. */
final class ServerVersions {
  /** Reserved so that servers stay tolerant (RFC 8701, Section 2), and one that may come. */
  private static final ProtocolVersion GREASE = new ProtocolVersion(0x7a7a);

  private static final ProtocolVersion NEXT = new ProtocolVersion(0x0305);

  private ServerVersions() {}

  static Finding current(ServerUnderTest server) throws TargetException {
    VersionAnswer to13 = VersionAnswer.of(server, ProtocolVersion.TLS13);
    VersionAnswer to12 = VersionAnswer.of(server, ProtocolVersion.TLS12);
    Transcript[] both =
        Stream.of(to13, to12)
            .flatMap(one -> Stream.of(one.transcripts()))
            .toArray(Transcript[]::new);
    if (to13.speaks() || to12.speaks()) {
      return Finding.of(
          Verdict.PASS,
          "It negotiates "
              + (to13.speaks() && to12.speaks()
                  ? "TLS 1.2 and TLS 1.3"
                  : to13.speaks() ? "TLS 1.3 alone" : "TLS 1.2 alone")
              + ".",
          both);
    }
    String answers = "To TLS 1.3 " + to13.inWords() + "; to TLS 1.2 " + to12.inWords() + ".";
    return to13.untold() || to12.untold()
        ? Finding.of(Verdict.INCONCLUSIVE, answers, both)
        : Finding.of(Verdict.FAIL, answers, both).mendedBy(Mends.VERSIONS);
  }

  static Finding tls13(ServerUnderTest server) throws TargetException {
    VersionAnswer answer = VersionAnswer.of(server, ProtocolVersion.TLS13);
    if (answer.untold()) {
      return answer.untoldFinding();
    }
    return answer.speaks()
        ? Finding.of(Verdict.PASS, "It negotiates TLS 1.3.", answer.transcripts())
        : Finding.of(
                Verdict.WARN,
                "Offered TLS 1.3 alone, " + answer.inWords() + ".",
                answer.transcripts())
            .mendedBy(Mends.VERSIONS);
  }

  static Finding prefers13(ServerUnderTest server) throws TargetException {
    VersionAnswer alone = VersionAnswer.of(server, ProtocolVersion.TLS13);
    if (!alone.speaks()) {
      return alone.notSpoken();
    }
    Optional<Witness> scanned = ServerScan.begun(server).evidence().newest();
    if (scanned.isPresent()) {
      return prefers13(
          scanned.get().version(),
          scanned.get().ending(),
          VersionAnswer.transcripts(scanned.get()));
    }
    // To a server that speaks no TLS 1.2, no scan offers both.
    ServerMeeting meeting = offering(server, ProtocolVersion.TLS13, ProtocolVersion.TLS12);
    return prefers13(chosen(meeting), meeting.outcome().ending(), meeting.transcript());
  }

  private static Finding prefers13(
      Optional<ProtocolVersion> chosen, Ending ending, Transcript... evidence) {
    return chosen
        .map(
            version ->
                Finding.of(
                    version.equals(ProtocolVersion.TLS13) ? Verdict.PASS : Verdict.FAIL,
                    "Offered TLS 1.3 and TLS 1.2, it chose " + version + ".",
                    evidence))
        .orElseGet(
            () ->
                Finding.of(
                    Verdict.INCONCLUSIVE,
                    "No ServerHello came: " + ServerMeeting.inWords(ending) + ".",
                    evidence));
  }

  static Finding refuses(ServerUnderTest server, ProtocolVersion version) throws TargetException {
    VersionAnswer answer = VersionAnswer.of(server, version);
    if (answer.chosen().isPresent()) {
      return Finding.of(
              Verdict.FAIL,
              "Offered " + version + ", " + answer.inWords() + ".",
              answer.transcripts())
          .mendedBy(Mends.VERSIONS);
    }
    if (answer.untold()) {
      return answer.untoldFinding();
    }
    if (answer.ending() instanceof Ending.Alert alert) {
      return refusedBy(alert.description(), answer);
    }
    return new Finding(
        Verdict.PASS,
        "Offered " + version + ", " + answer.inWords() + ".",
        AlertGrade.SILENT_CLOSE,
        Optional.of("closed"),
        List.of(),
        List.of(answer.transcripts()));
  }

  /** As a scan has found it: its hello is none of TLS. */
  static Finding refusesSsl2(ServerUnderTest server) throws TargetException {
    VersionFacts found = ScanVerdicts.facts(server).version("SSL 2.0").orElseThrow();
    return switch (found.offered()) {
      case NO -> Finding.of(Verdict.PASS, "Offered SSL 2.0, it negotiates nothing.");
      case YES ->
          Finding.of(Verdict.FAIL, "Offered SSL 2.0, it answered with a hello of SSL 2.0.")
              .mendedBy(Mends.VERSIONS);
      case UNTOLD -> Finding.of(Verdict.INCONCLUSIVE, found.detail());
    };
  }

  private static Finding refusedBy(AlertDescription description, VersionAnswer answer) {
    return new Finding(
        Verdict.PASS,
        "It refused with the alert " + description + ".",
        description.equals(AlertDescription.PROTOCOL_VERSION)
            ? AlertGrade.FITTING
            : AlertGrade.OTHER_ALERT,
        Optional.of(description.toString()),
        List.of(),
        List.of(answer.transcripts()));
  }

  static Finding marksDowngrade(ServerUnderTest server) throws TargetException {
    VersionAnswer to13 = VersionAnswer.of(server, ProtocolVersion.TLS13);
    VersionAnswer to12 = VersionAnswer.of(server, ProtocolVersion.TLS12);
    if (!to13.speaks() || !to12.speaks()) {
      return (to13.speaks() ? to12 : to13).notSpoken();
    }
    Fact mark = ServerScan.begun(server).downgradeMark().orElseThrow();
    return mark.answer() == Answer.YES
        ? Finding.of(Verdict.PASS, "Its TLS 1.2 random ends with the mark.", to12.transcripts())
        : Finding.of(
            Verdict.FAIL,
            "Its TLS 1.2 random does not end with the mark, so a client cannot see a downgrade.",
            to12.transcripts());
  }

  static Finding toleratesUnknown(ServerUnderTest server) throws TargetException {
    ServerMeeting meeting =
        offering(server, GREASE, NEXT, ProtocolVersion.TLS13, ProtocolVersion.TLS12);
    if (chosen(meeting).filter(v -> v.equals(GREASE) || v.equals(NEXT)).isPresent()) {
      return Finding.of(
          Verdict.FAIL, "It chose a version that nobody has defined.", meeting.transcript());
    }
    return chosen(meeting)
        .map(
            version ->
                Finding.of(
                    Verdict.PASS,
                    "Offered two unknown versions before TLS 1.3 and TLS 1.2, it chose "
                        + version
                        + ".",
                    meeting.transcript()))
        .orElseGet(
            () ->
                silent(meeting)
                    .orElseGet(
                        () ->
                            Finding.of(
                                Verdict.FAIL,
                                "Offered two unknown versions before TLS 1.3 and TLS 1.2, "
                                    + meeting.endingInWords()
                                    + ".",
                                meeting.transcript())));
  }

  private static ServerMeeting offering(ServerUnderTest server, ProtocolVersion... versions)
      throws TargetException {
    RunningServer running = server.standing();
    return ServerMeeting.meet(
        server,
        running,
        ClientSettings.builder().versions(versions).serverName(running.serverName()).build());
  }

  private static Optional<ProtocolVersion> chosen(ServerMeeting meeting) {
    return meeting.outcome().serverHello().isPresent()
        ? meeting.outcome().version()
        : Optional.empty();
  }

  private static Optional<Finding> silent(ServerMeeting meeting) {
    return meeting.outcome().ending() instanceof Ending.Silence
        ? Optional.of(untold(meeting))
        : Optional.empty();
  }

  private static Finding untold(ServerMeeting meeting) {
    return Finding.of(
        Verdict.INCONCLUSIVE,
        "No ServerHello came: " + meeting.endingInWords() + ".",
        meeting.transcript());
  }
}
