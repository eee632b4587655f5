package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges a client's versions. */
final class ClientVersions {
  private ClientVersions() {}

  static Finding completes(ClientUnderTest client, ProtocolVersion version) throws TargetException {
    Fixture good = good(client);
    ClientMeeting meeting =
        meet(client, ServerSettings.builder(good.credential()).versions(version).build());
    if (meeting.nothingInCommon()) {
      return Finding.of(
          Verdict.NOT_APPLICABLE,
          "The client does not offer " + version + ": " + meeting.whyNothing(),
          meeting.transcript());
    }
    if (meeting.reaction() instanceof Reaction.Taken) {
      return Finding.of(
          Verdict.PASS, "It completed a handshake in " + version + ".", meeting.transcript());
    }
    return Finding.of(
        meeting.reaction() instanceof Reaction.Untold ? Verdict.INCONCLUSIVE : Verdict.FAIL,
        "Offered a good server in " + version + ", it said: " + meeting.attempt().message(),
        meeting.transcript());
  }

  static Finding offers13(ClientUnderTest client) throws TargetException {
    ClientMeeting meeting = ordinary(client);
    Optional<ClientHello> hello = meeting.outcome().clientHello();
    if (hello.isEmpty()) {
      return Finding.of(Verdict.INCONCLUSIVE, "No ClientHello came.", meeting.transcript());
    }
    boolean offered = offered(hello.get()).contains(ProtocolVersion.TLS13);
    return Finding.of(
        offered ? Verdict.PASS : Verdict.WARN,
        "Its ClientHello offers " + offered(hello.get()) + ".",
        meeting.transcript());
  }

  /** A ServerHello in an old version: a client of today refuses, whatever it offered. */
  static Finding refuses(ClientUnderTest client, ProtocolVersion version) throws TargetException {
    Fixture good = good(client);
    ClientMeeting meeting =
        meet(
            client,
            ServerSettings.builder(good.credential())
                .deviations(new Deviation.AnswerWithVersion(version))
                .build());
    Ending ending = meeting.outcome().ending();
    if (ending instanceof Ending.Broken) {
      return Finding.of(
          Verdict.FAIL,
          "Answered with " + version + ", it went on with the handshake.",
          meeting.transcript());
    }
    Finding finding =
        refusal(meeting, "Answered with " + version, AlertDescription.PROTOCOL_VERSION);
    // Here the alert itself is a MUST (RFC 8996, Sections 4 and 5; RFC 7568, Section 3).
    return finding.alertGrade() == AlertGrade.SILENT_CLOSE ? finding.as(Verdict.WARN) : finding;
  }

  static Finding seesDowngrade(ClientUnderTest client) throws TargetException {
    Optional<ClientHello> hello = ordinary(client).outcome().clientHello();
    if (hello.isEmpty() || !offered(hello.get()).contains(ProtocolVersion.TLS13)) {
      return Finding.of(Verdict.NOT_APPLICABLE, "The client does not offer TLS 1.3.");
    }
    if (!offered(hello.get()).contains(ProtocolVersion.TLS12)) {
      return Finding.of(Verdict.NOT_APPLICABLE, "The client does not offer TLS 1.2.");
    }
    Fixture good = good(client);
    ClientMeeting meeting =
        meet(
            client,
            ServerSettings.builder(good.credential())
                .versions(ProtocolVersion.TLS12)
                .deviations(new Deviation.MarkDowngrade())
                .build());
    if (meeting.reaction() instanceof Reaction.Taken) {
      return Finding.of(
          Verdict.FAIL,
          "It completed TLS 1.2 although the server's random says that TLS 1.3 was possible.",
          meeting.transcript());
    }
    return refusal(meeting, "Shown the mark of a downgrade", AlertDescription.ILLEGAL_PARAMETER);
  }

  private static Finding refusal(ClientMeeting meeting, String stimulus, AlertDescription fitting) {
    if (!(meeting.reaction() instanceof Reaction.Refused refused)) {
      return Finding.of(
          Verdict.INCONCLUSIVE,
          stimulus + ", it did nothing that tells: " + meeting.attempt().message(),
          meeting.transcript());
    }
    boolean exact =
        refused.how() instanceof Refusal.ByAlert alert && alert.description().equals(fitting);
    boolean anyAlert = refused.how() instanceof Refusal.ByAlert;
    return new Finding(
        exact || !anyAlert ? Verdict.PASS : Verdict.WARN,
        stimulus
            + ", it refused by "
            + refused.how().inWords()
            + (exact ? "." : "; the RFC names " + fitting + "."),
        exact ? AlertGrade.FITTING : anyAlert ? AlertGrade.OTHER_ALERT : AlertGrade.SILENT_CLOSE,
        Optional.of(refused.how().inShort()),
        List.of(),
        List.of(meeting.transcript()));
  }

  private static ClientMeeting ordinary(ClientUnderTest client) throws TargetException {
    return client.fact(
        new ServerUnderTest.FactKey<>(ClientMeeting.class, "ordinary"),
        () -> meet(client, ServerSettings.builder(good(client).credential()).build()));
  }

  private static ClientMeeting meet(ClientUnderTest client, ServerSettings settings)
      throws TargetException {
    Fixture good = good(client);
    return ClientMeeting.meet(
        client,
        settings,
        new ClientSetup(
            client.run().mint().trustAnchors(Role.SERVER),
            good.referenceName(),
            Optional.empty(),
            Set.of()));
  }

  private static Fixture good(ClientUnderTest client) {
    return client.run().mint().fixture(ServerUnderTest.GOOD_SERVER, Role.SERVER);
  }

  private static List<ProtocolVersion> offered(ClientHello hello) {
    Optional<Extension> extension = hello.extension(ExtensionType.SUPPORTED_VERSIONS);
    try {
      return extension.isPresent()
          ? Extensions.readSupportedVersions(extension.get())
          : List.of(hello.legacyVersion());
    } catch (WireException e) {
      return List.of();
    }
  }
}
