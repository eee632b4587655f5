package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.Renegotiation;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.time.Duration;

/** Whether a client may have a server begin its handshake again and again (TLS 1.2). */
final class RenegotiationProbe {
  private static final String ID = "client-renegotiation";
  private static final String TITLE = "renegotiation at the client's wish";
  private static final Duration LEAST_PATIENCE = Duration.ofMillis(500);
  private static final int SHARE = 20;

  private final Line line;

  RenegotiationProbe(Line line) {
    this.line = line;
  }

  /** How long a server has to answer a second hello: some pass over it, and say nothing. */
  static Duration patience(Line line) {
    Duration share = line.timeout().dividedBy(SHARE);
    return share.compareTo(LEAST_PATIENCE) > 0 ? share : LEAST_PATIENCE;
  }

  Fact run(ClientSettings base, ProtocolVersion version) {
    ClientSettings settings = base.toBuilder().versions(version).build();
    try (TlsClient client = line.client(settings)) {
      HandshakeOutcome first = client.handshake();
      if (!first.completed()) {
        return fact(Answer.UNTOLD, "In the first handshake it " + Words.of(first.ending()) + ".");
      }
      HandshakeOutcome second = client.renegotiate(Renegotiation.secure().within(patience(line)));
      if (second.completed()) {
        return fact(Answer.YES, completed(second));
      }
      if (second.serverHello().isPresent()) {
        return fact(
            Answer.YES,
            "It answered a second ClientHello, and then it " + Words.of(second.ending()) + ".");
      }
      if (refused(client)) {
        return fact(Answer.NO, "It refused a second ClientHello with no_renegotiation.");
      }
      return unanswered(client, settings);
    } catch (IOException e) {
      return fact(Answer.UNTOLD, "No connection came about.");
    }
  }

  private static String completed(HandshakeOutcome second) {
    boolean secure =
        second
            .serverHello()
            .flatMap(hello -> hello.extension(ExtensionType.RENEGOTIATION_INFO))
            .isPresent();
    return secure
        ? "It completed a second handshake, bound to the first by RFC 5746."
        : "It completed a second handshake, not bound to the first.";
  }

  /** Whether it said no and goes on. */
  static boolean refused(TlsClient client) {
    return client.ending() instanceof Ending.Open
        && client.transcript().entries().stream()
            .filter(entry -> entry.direction() == TranscriptEntry.Direction.RECEIVED)
            .anyMatch(
                entry ->
                    entry.label().equals("Alert")
                        && entry.details().toString().contains("no_renegotiation"));
  }

  /** A server that passes over the hello still has a request to answer. */
  private static Fact unanswered(TlsClient client, ClientSettings settings) {
    if (client.ending() instanceof Ending.Open) {
      client.write(Http.request(settings.serverName().orElse("localhost")));
      client.read();
    }
    boolean late =
        client.transcript().entries().stream()
                .filter(entry -> entry.direction() == TranscriptEntry.Direction.RECEIVED)
                .filter(entry -> entry.label().equals("ServerHello"))
                .count()
            > 1;
    if (late) {
      return fact(Answer.YES, "It answered a second ClientHello.");
    }
    boolean silent = client.ending() instanceof Ending.Silence;
    return fact(
        silent ? Answer.UNTOLD : Answer.NO,
        client.ending() instanceof Ending.Open
            ? "It passed over a second ClientHello."
            : "To a second ClientHello it " + Words.of(client.ending()) + ".");
  }

  private static Fact fact(Answer answer, String detail) {
    return new Fact(ID, TITLE, answer, detail);
  }
}
