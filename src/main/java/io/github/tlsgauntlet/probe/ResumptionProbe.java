package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.util.Optional;

/** Whether a server resumes sessions: told by resuming one, not by what it issues. */
final class ResumptionProbe {
  private static final int HEADER = 4;

  private final Line line;
  private final boolean http;

  ResumptionProbe(Line line, boolean http) {
    this.line = line;
    this.http = http;
  }

  /** By session ID, in TLS 1.2. */
  Fact byId(ClientSettings base) {
    return resumed(
        base.toBuilder().versions(ProtocolVersion.TLS12).tickets(false).build(),
        "session-ids",
        "resumes by session ID (RFC 5246)");
  }

  /** By ticket, in TLS 1.2. */
  Fact byTicket(ClientSettings base) {
    return resumed(
        base.toBuilder().versions(ProtocolVersion.TLS12).build(),
        "session-tickets",
        "resumes by ticket in TLS 1.2 (RFC 5077)");
  }

  private Fact resumed(ClientSettings settings, String id, String title) {
    Optional<Session> session;
    try (TlsClient client = line.client(settings)) {
      HandshakeOutcome outcome = client.handshake();
      if (!outcome.completed()) {
        return new Fact(
            id,
            title,
            Answer.UNTOLD,
            "In the first handshake it " + Words.of(outcome.ending()) + ".");
      }
      session = client.session();
    } catch (IOException e) {
      return new Fact(id, title, Answer.UNTOLD, "No connection came about.");
    }
    boolean usable =
        session
            .filter(
                one -> settings.tickets() ? one.ticket().length > 0 : one.sessionId().length > 0)
            .isPresent();
    return usable
        ? again(settings, session.get(), id, title)
        : new Fact(
            id,
            title,
            Answer.NO,
            settings.tickets() ? "It issues no ticket." : "It assigns no session ID.");
  }

  private Fact again(ClientSettings settings, Session session, String id, String title) {
    try (TlsClient client =
        line.client(settings.toBuilder().session(Optional.of(session)).build())) {
      HandshakeOutcome outcome = client.handshake();
      return outcome.resumed()
          ? new Fact(id, title, Answer.YES, "A second handshake resumed the first one's session.")
          : outcome.completed()
              ? new Fact(id, title, Answer.NO, "A second handshake was a full one.")
              : new Fact(
                  id,
                  title,
                  Answer.UNTOLD,
                  "In the second handshake it " + Words.of(outcome.ending()) + ".");
    } catch (IOException e) {
      return new Fact(id, title, Answer.UNTOLD, "No connection came about.");
    }
  }
}
