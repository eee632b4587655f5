package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Judges a server's choice of version. */
final class ServerVersions {
  /** Reserved so that servers stay tolerant (RFC 8701, Section 2), and one that may come. */
  private static final ProtocolVersion GREASE = new ProtocolVersion(0x7a7a);

  private static final ProtocolVersion NEXT = new ProtocolVersion(0x0305);

  /** What servers of the nineties and noughties chose from. */
  private static final List<CipherSuite> OLD_SUITES =
      IntStream.of(
              0xc009, 0xc00a, 0xc013, 0xc014, 0x0033, 0x0039, 0x002f, 0x0035, 0xc008, 0xc012,
              0x0016, 0x000a, 0x0005, 0x0004, 0xc007, 0xc011, 0x0041, 0x0084, 0x0009, 0x00ff)
          .mapToObj(CipherSuite::new)
          .toList();

  private ServerVersions() {}

  static Finding current(ServerUnderTest server) throws TargetException {
    ServerMeeting with13 = ServerMeeting.in(server, ProtocolVersion.TLS13);
    ServerMeeting with12 = ServerMeeting.in(server, ProtocolVersion.TLS12);
    boolean speaks13 = with13.speaks(ProtocolVersion.TLS13);
    boolean speaks12 = with12.speaks(ProtocolVersion.TLS12);
    if (speaks13 || speaks12) {
      return Finding.of(
          Verdict.PASS,
          "It negotiates "
              + (speaks13 && speaks12
                  ? "TLS 1.2 and TLS 1.3"
                  : speaks13 ? "TLS 1.3 alone" : "TLS 1.2 alone")
              + ".",
          with13.transcript(),
          with12.transcript());
    }
    return Finding.of(
            Verdict.FAIL,
            "To TLS 1.3 " + with13.endingInWords() + "; to TLS 1.2 " + with12.endingInWords() + ".",
            with13.transcript(),
            with12.transcript())
        .mendedBy(Mends.VERSIONS);
  }

  static Finding tls13(ServerUnderTest server) throws TargetException {
    ServerMeeting meeting = ServerMeeting.in(server, ProtocolVersion.TLS13);
    return meeting.speaks(ProtocolVersion.TLS13)
        ? Finding.of(Verdict.PASS, "It negotiates TLS 1.3.", meeting.transcript())
        : silent(meeting)
            .orElseGet(
                () ->
                    Finding.of(
                            Verdict.WARN,
                            "Offered TLS 1.3 alone, " + meeting.endingInWords() + ".",
                            meeting.transcript())
                        .mendedBy(Mends.VERSIONS));
  }

  static Finding prefers13(ServerUnderTest server) throws TargetException {
    if (!ServerMeeting.in(server, ProtocolVersion.TLS13).speaks(ProtocolVersion.TLS13)) {
      return Finding.of(Verdict.NOT_APPLICABLE, "The server does not speak TLS 1.3.");
    }
    ServerMeeting meeting = offering(server, ProtocolVersion.TLS13, ProtocolVersion.TLS12);
    return chosen(meeting)
        .map(
            version ->
                Finding.of(
                    version.equals(ProtocolVersion.TLS13) ? Verdict.PASS : Verdict.FAIL,
                    "Offered TLS 1.3 and TLS 1.2, it chose " + version + ".",
                    meeting.transcript()))
        .orElseGet(() -> untold(meeting));
  }

  static Finding refuses(ServerUnderTest server, ProtocolVersion version) throws TargetException {
    RunningServer running = server.standing();
    ServerMeeting meeting =
        ServerMeeting.meet(
            server,
            running,
            ClientSettings.builder()
                .versions(version)
                .cipherSuites(OLD_SUITES)
                .serverName(running.serverName())
                .build());
    Optional<ProtocolVersion> chosen = chosen(meeting);
    if (chosen.isPresent()) {
      return Finding.of(
              Verdict.FAIL,
              "Offered " + version + ", it answered with a ServerHello of " + chosen.get() + ".",
              meeting.transcript())
          .mendedBy(Mends.VERSIONS);
    }
    Ending ending = meeting.outcome().ending();
    if (ending instanceof Ending.Alert alert) {
      return refusedBy(alert.description(), meeting);
    }
    if (ending instanceof Ending.Silence) {
      return untold(meeting);
    }
    return new Finding(
        Verdict.PASS,
        "Offered " + version + ", " + meeting.endingInWords() + ".",
        AlertGrade.SILENT_CLOSE,
        Optional.of("closed"),
        List.of(),
        List.of(meeting.transcript()));
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

  private static Finding refusedBy(AlertDescription description, ServerMeeting meeting) {
    return new Finding(
        Verdict.PASS,
        "It refused with the alert " + description + ".",
        description.equals(AlertDescription.PROTOCOL_VERSION)
            ? AlertGrade.FITTING
            : AlertGrade.OTHER_ALERT,
        Optional.of(description.toString()),
        List.of(),
        List.of(meeting.transcript()));
  }

  static Finding marksDowngrade(ServerUnderTest server) throws TargetException {
    if (!ServerMeeting.in(server, ProtocolVersion.TLS13).speaks(ProtocolVersion.TLS13)) {
      return Finding.of(Verdict.NOT_APPLICABLE, "The server does not speak TLS 1.3.");
    }
    ServerMeeting meeting = ServerMeeting.in(server, ProtocolVersion.TLS12);
    if (!meeting.speaks(ProtocolVersion.TLS12)) {
      return meeting.notSpoken();
    }
    return meeting.outcome().downgradeMarked()
        ? Finding.of(Verdict.PASS, "Its TLS 1.2 random ends with the mark.", meeting.transcript())
        : Finding.of(
            Verdict.FAIL,
            "Its TLS 1.2 random does not end with the mark, so a client cannot see a downgrade.",
            meeting.transcript());
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
