package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One connection of our client to a server under test, as far as it went, and what the server made
 * of it.
 *
 * @param outcome of the handshake
 * @param reaction whether the server took what it was shown
 * @param transcript all that went over the connection
 */
record ServerMeeting(HandshakeOutcome outcome, Reaction reaction, Transcript transcript) {
  /** What HTTP servers say of a client certificate (495 and 496 are nginx's own). */
  private static final Set<Integer> REFUSING_STATUS = Set.of(400, 401, 403, 495, 496);

  /** The first meeting with a server in a version, as an ordinary client: measured once. */
  static ServerMeeting in(ServerUnderTest server, ProtocolVersion version) throws TargetException {
    return server.fact(
        new ServerUnderTest.FactKey<>(ServerMeeting.class, "ordinary " + version),
        () -> {
          RunningServer running = server.standing();
          return meet(server, running, settings(running, version).build());
        });
  }

  /** As {@link #in}, with a server that was set up to ask for a client certificate. */
  static ServerMeeting asking(ServerUnderTest server, ProtocolVersion version)
      throws TargetException {
    return server.fact(
        new ServerUnderTest.FactKey<>(ServerMeeting.class, "asking " + version),
        () -> {
          RunningServer running = server.standing(ClientAuthentication.REQUIRED);
          return meet(server, running, settings(running, version).build());
        });
  }

  static ClientSettings.Builder settings(RunningServer running, ProtocolVersion version) {
    return ClientSettings.builder().versions(version).serverName(running.serverName());
  }

  static ServerMeeting meet(ServerUnderTest server, RunningServer running, ClientSettings settings)
      throws TargetException {
    try (GauntletRun.Permit permit = server.connection();
        TlsClient client =
            TlsClient.connect(
                running.address(), settings, Deadline.in(server.run().settings().timeout()))) {
      HandshakeOutcome outcome = client.handshake();
      if (!outcome.completed()) {
        server.insistOnStanding(running, client.ending());
        return new ServerMeeting(
            outcome, refusal(client.ending(), client.transcript()), client.transcript());
      }
      client.write(HttpProbe.request(running.serverName().orElse("localhost")));
      Optional<byte[]> answer = client.read();
      Transcript transcript = client.transcript();
      Reaction reaction =
          answer
              .map(bytes -> answered(bytes, transcript))
              .orElseGet(() -> unanswered(outcome, client, transcript));
      server.insistOnStanding(running, client.ending());
      return new ServerMeeting(outcome, reaction, client.transcript());
    } catch (IOException e) {
      throw new TargetException(
          TargetException.Kind.UNREACHABLE,
          server.name() + " no longer accepts connections: " + e.getMessage(),
          e);
    }
  }

  private static Reaction answered(byte[] answer, Transcript transcript) {
    Optional<Integer> status = HttpProbe.status(answer);
    if (status.isPresent() && REFUSING_STATUS.contains(status.get())) {
      return new Reaction.Refused(new Refusal.ByHttp(status.get()), List.of(transcript));
    }
    return new Reaction.Taken(
        status
            .map(code -> "the server answered a request with HTTP " + code + ".")
            .orElse("the server answered a request with application data."),
        List.of(transcript));
  }

  /** Nothing came: TLS 1.2's Finished and TLS 1.3's tickets prove acceptance, silence does not. */
  private static Reaction unanswered(
      HandshakeOutcome outcome, TlsClient client, Transcript transcript) {
    boolean tls12 = outcome.version().filter(ProtocolVersion.TLS12::equals).isPresent();
    if (tls12 && !(client.ending() instanceof Ending.Alert)) {
      return new Reaction.Taken(
          "the server sent its Finished after it had seen the client's flight.",
          List.of(transcript));
    }
    if (client.session().isPresent() && !(client.ending() instanceof Ending.Alert)) {
      return new Reaction.Taken(
          "the server issued a session ticket after the client's flight.", List.of(transcript));
    }
    return refusal(client.ending(), transcript);
  }

  static Reaction refusal(Ending ending, Transcript transcript) {
    List<Transcript> evidence = List.of(transcript);
    if (ending instanceof Ending.Alert alert) {
      return new Reaction.Refused(new Refusal.ByAlert(alert.description()), evidence);
    }
    if (ending instanceof Ending.Fin || ending instanceof Ending.CloseNotify) {
      return new Reaction.Refused(new Refusal.ByClosing(), evidence);
    }
    if (ending instanceof Ending.Reset) {
      return new Reaction.Refused(new Refusal.ByReset(), evidence);
    }
    if (ending instanceof Ending.Broken broken) {
      return new Reaction.Untold("Our endpoint ended the handshake: " + broken.reason(), evidence);
    }
    return new Reaction.Untold(
        "Nothing came within the time limit; raise it with -Dtimeout=SECONDS.", evidence);
  }

  /** Whether the server asked for a certificate when the handshake was over. */
  boolean askedAgain() {
    return transcript.entries().stream()
        .filter(entry -> entry.direction() == TranscriptEntry.Direction.RECEIVED)
        .map(TranscriptEntry::label)
        .dropWhile(label -> !label.equals("Finished"))
        .anyMatch("CertificateRequest"::equals);
  }

  /** Whether the server speaks the version that the meeting was to be in. */
  boolean speaks(ProtocolVersion version) {
    return outcome.version().filter(version::equals).isPresent();
  }

  Finding proofOfPossession() {
    if (outcome.serverHello().isEmpty()) {
      return notSpoken();
    }
    return switch (outcome.proof()) {
      case VERIFIED ->
          Finding.of(
              Verdict.PASS,
              "Its signature with "
                  + outcome.scheme().map(Object::toString).orElse("")
                  + " verifies.",
              transcript);
      case IMPLICIT ->
          Finding.of(
              outcome.completed() ? Verdict.PASS : Verdict.INCONCLUSIVE,
              "RSA key transport: the handshake "
                  + (outcome.completed() ? "succeeds." : "did not complete."),
              transcript);
      case WRONG ->
          Finding.of(
              Verdict.FAIL,
              "Its signature does not verify with the key of its certificate.",
              transcript);
      case UNREADABLE_KEY ->
          Finding.of(
              Verdict.INCONCLUSIVE, "The key of its certificate cannot be read.", transcript);
      case NONE ->
          Finding.of(
              Verdict.INCONCLUSIVE,
              "The handshake ended before the proof: " + endingInWords() + ".",
              transcript);
    };
  }

  Finding notSpoken() {
    return Finding.of(
        Verdict.NOT_APPLICABLE,
        "The server does not speak this version: " + endingInWords() + ".",
        transcript);
  }

  String endingInWords() {
    return inWords(outcome.ending());
  }

  static String inWords(Ending ending) {
    if (ending instanceof Ending.Alert alert) {
      return "it sent the alert " + alert.description();
    }
    if (ending instanceof Ending.CloseNotify) {
      return "it sent close_notify";
    }
    if (ending instanceof Ending.Fin) {
      return "it closed the connection without an alert";
    }
    if (ending instanceof Ending.Reset) {
      return "it reset the connection";
    }
    if (ending instanceof Ending.Silence) {
      return "it stayed silent";
    }
    if (ending instanceof Ending.Broken broken) {
      return "it sent what our endpoint cannot take (" + broken.reason() + ")";
    }
    return "it left the connection open";
  }
}
