package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A server that resumes by ticket returns the session ID that came with it, however short (RFC
 * 5077, Section 3.4); one that always returns 32 octets fills them up with its memory.
 */
final class TicketbleedProbe {
  private static final byte[] SHORT = {0x5a};
  private static final int LONG = 32;

  private final Line line;
  private final Hello hello;

  TicketbleedProbe(Line line, Hello hello) {
    this.line = line;
    this.hello = hello;
  }

  Weakness run(ClientSettings base) {
    Optional<Session> session;
    try (TlsClient client = line.client(base.toBuilder().versions(ProtocolVersion.TLS12).build())) {
      if (!client.handshake().completed()) {
        return told(Exposure.UNTOLD, "The handshake that is to be resumed did not complete.");
      }
      session = client.session().filter(one -> one.ticket().length > 0);
    } catch (IOException e) {
      return told(Exposure.UNTOLD, "No connection came about.");
    }
    if (session.isEmpty()) {
      return told(Exposure.SAFE, "It issues no tickets in TLS 1.2.");
    }
    return judge(
        line.ask(
            hello
                .sessionId(SHORT)
                .more(
                    List.of(
                        new Extension(ExtensionType.SESSION_TICKET, session.get().ticket()),
                        Extension.empty(ExtensionType.EXTENDED_MASTER_SECRET)))));
  }

  static Weakness judge(FirstFlight flight) {
    Optional<byte[]> returned = flight.hello().map(ServerHello::sessionId);
    if (returned.isEmpty()) {
      return told(
          Exposure.UNTOLD,
          "To a ticket with a short session ID it " + Words.of(flight.ending()) + ".");
    }
    byte[] id = returned.get();
    return id.length == LONG && id[0] == SHORT[0]
        ? told(
            Exposure.VULNERABLE, "It returned a session ID of 32 octets for one of a single octet.")
        : told(Exposure.SAFE, "It returned nothing beyond the session ID that it got.");
  }

  private static Weakness told(Exposure exposure, String detail) {
    return new Weakness("ticketbleed", "Ticketbleed", "CVE-2016-9244", exposure, detail);
  }
}
