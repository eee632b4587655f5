package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket13;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** By pre-shared key in TLS 1.3, and what its tickets allow. */
  List<Fact> tls13(ClientSettings base) {
    ClientSettings settings = base.toBuilder().versions(ProtocolVersion.TLS13).build();
    String id = "psk-resumption";
    String title = "resumes by ticket in TLS 1.3 (RFC 9846, Section 2.2)";
    Optional<Session> session;
    Optional<NewSessionTicket13> ticket;
    try (TlsClient client = line.client(settings)) {
      HandshakeOutcome outcome = client.handshake();
      if (!outcome.completed()) {
        return List.of(
            new Fact(
                id,
                title,
                Answer.UNTOLD,
                "In the first handshake it " + Words.of(outcome.ending()) + "."));
      }
      if (http) {
        client.write(Http.request(settings.serverName().orElse("localhost")));
      }
      // Tickets come before the first data, where they come at all.
      client.read(http ? line.timeout() : line.timeout().dividedBy(4));
      session = client.session();
      ticket = ticket(client);
    } catch (IOException e) {
      return List.of(new Fact(id, title, Answer.UNTOLD, "No connection came about."));
    }
    List<Fact> facts = new ArrayList<>();
    facts.add(
        session.isPresent()
            ? again(settings, session.get(), id, title)
            : new Fact(id, title, Answer.NO, "It issues no ticket."));
    ticket.ifPresent(found -> facts.addAll(told(found)));
    return facts;
  }

  private static List<Fact> told(NewSessionTicket13 ticket) {
    long early = 0;
    Optional<Extension> extension = Extension.find(ticket.extensions(), ExtensionType.EARLY_DATA);
    try {
      early = extension.isPresent() ? WireReader.of(extension.get().data()).uint32() : 0;
    } catch (WireException e) {
      early = 0;
    }
    return List.of(
        new Fact(
            "early-data",
            "early data, 0-RTT (RFC 9846, Section 2.3)",
            extension.isPresent() ? Answer.YES : Answer.NO,
            extension.isPresent()
                ? "Its tickets allow " + early + " octets."
                : "Its tickets don't allow it."),
        new Fact(
            "ticket-lifetime",
            "lifetime of its tickets in TLS 1.3",
            ticket.lifetime() <= MOST_LIFETIME ? Answer.YES : Answer.NO,
            ticket.lifetime() + " seconds"));
  }

  /** Seven days (RFC 9846, Section 4.7.1). */
  private static final long MOST_LIFETIME = 604_800;

  private static Optional<NewSessionTicket13> ticket(TlsClient client) {
    for (TranscriptEntry entry : client.transcript().entries()) {
      byte[] bytes = entry.bytes();
      if (entry.direction() == TranscriptEntry.Direction.RECEIVED
          && entry.label().equals("NewSessionTicket")
          && bytes.length > HEADER) {
        try {
          if (HandshakeDecoder.decode(
                  HandshakeType.NEW_SESSION_TICKET,
                  Arrays.copyOfRange(bytes, HEADER, bytes.length),
                  ProtocolVersion.TLS13)
              instanceof NewSessionTicket13 found) {
            return Optional.of(found);
          }
        } catch (WireException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
