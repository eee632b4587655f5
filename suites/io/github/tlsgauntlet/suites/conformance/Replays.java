package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Sends one and the same flight twice, as somebody who recorded it would. */
final class Replays {
  private static final int HEADER = 4;

  private Replays() {}

  static Finding ofEarlyData(ServerCase server, byte[] early) throws TargetException {
    Exchange before = server.meets(server.settings().build(), AfterHandshake.NOTHING);
    Optional<Session> session =
        before.sessions().stream().filter(one -> one.mostEarlyData() > 0).findFirst();
    if (session.isEmpty()) {
      return Expectations.finding(
          Verdict.INCONCLUSIVE, "It issued no ticket that allows early data.", before);
    }
    ClientSettings settings =
        server.settings().session(session).earlyData(Optional.of(early)).build();
    try (GauntletRun.Permit permit = server.server().connection()) {
      TlsClient first = connect(server, settings);
      // Closed before the second begins: some servers serve one connection at a time.
      try (first) {
        HandshakeOutcome outcome = first.handshake();
        if (!outcome.completed() || !accepted(first)) {
          return Finding.of(
              Verdict.INCONCLUSIVE, "It did not take the early data once.", first.transcript());
        }
      }
      try (TlsClient second = connect(server, settings)) {
        second.replay(first);
        boolean twice = accepted(second);
        return Finding.of(
            twice ? Verdict.WARN : Verdict.PASS,
            twice ? "It took the same early data twice." : "It took the early data once.",
            second.transcript());
      }
    } catch (IOException e) {
      throw new TargetException(
          TargetException.Kind.UNREACHABLE,
          server.server().name() + " no longer accepts connections: " + e.getMessage(),
          e);
    }
  }

  private static TlsClient connect(ServerCase server, ClientSettings settings)
      throws IOException, TargetException {
    return TlsClient.connect(
        server.running().address(),
        settings,
        Deadline.in(server.server().run().settings().timeout()));
  }

  private static boolean accepted(TlsClient client) {
    return client.transcript().entries().stream()
        .filter(entry -> entry.direction() == TranscriptEntry.Direction.RECEIVED)
        .filter(entry -> entry.label().equals(HandshakeType.ENCRYPTED_EXTENSIONS.toString()))
        .anyMatch(entry -> allowsEarlyData(entry.bytes()));
  }

  private static boolean allowsEarlyData(byte[] encoded) {
    try {
      return HandshakeDecoder.decode(
                  HandshakeType.ENCRYPTED_EXTENSIONS,
                  Arrays.copyOfRange(encoded, HEADER, encoded.length),
                  ProtocolVersion.TLS13)
              instanceof EncryptedExtensions extensions
          && Extension.find(extensions.extensions(), ExtensionType.EARLY_DATA).isPresent();
    } catch (WireException e) {
      return false;
    }
  }
}
