package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;

/** Whether a client may have a server begin its handshake again and again (TLS 1.2). */
final class RenegotiationProbe {
  private static final String ID = "client-renegotiation";
  private static final String TITLE = "renegotiation at the client's wish";

  private final Line line;

  RenegotiationProbe(Line line) {
    this.line = line;
  }

  Fact run(ClientSettings base, ProtocolVersion version) {
    ClientSettings settings = base.toBuilder().versions(version).build();
    try (TlsClient client = line.client(settings)) {
      HandshakeOutcome outcome = client.handshake();
      if (!outcome.completed()) {
        return fact(Answer.UNTOLD, "In the first handshake it " + Words.of(outcome.ending()) + ".");
      }
      if (client.renegotiate(Http.request(settings.serverName().orElse("localhost")))) {
        return fact(Answer.YES, "It answered a second ClientHello.");
      }
      boolean silent = client.ending() instanceof Ending.Silence;
      return fact(
          silent ? Answer.UNTOLD : Answer.NO,
          client.ending() instanceof Ending.Open
              ? "It passed over a second ClientHello."
              : "To a second ClientHello it " + Words.of(client.ending()) + ".");
    } catch (IOException e) {
      return fact(Answer.UNTOLD, "No connection came about.");
    }
  }

  private static Fact fact(Answer answer, String detail) {
    return new Fact(ID, TITLE, answer, detail);
  }
}
