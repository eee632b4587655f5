package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket13;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tickets that a server of TLS 1.3 issues. */
final class Tickets {
  private static final int HEADER = 4;
  private static final long WEEK_SECONDS = 604_800;
  private static final int CONNECTIONS = 2;

  private Tickets() {}

  /**
   * Ends a test: tickets last at most a week; each has a nonce of its own among those of its
   * connection, and a mask of its age that no other has (RFC 9846, Section 4.7.1).
   */
  static void areFresh(ServerCase server) throws TargetException {
    List<NewSessionTicket13> all = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Exchange exchange = server.meets(server.settings().build(), AfterHandshake.NOTHING);
      List<NewSessionTicket13> tickets = of(exchange);
      all.addAll(tickets);
      Optional<String> flaw = flaw(tickets, all);
      if (flaw.isPresent() || tickets.isEmpty()) {
        server.concludes(
            Expectations.finding(
                flaw.isPresent() ? Verdict.FAIL : Verdict.INCONCLUSIVE,
                flaw.orElse("It sent no ticket in one of two connections."),
                exchange));
        return;
      }
      if (i == CONNECTIONS - 1) {
        server.concludes(
            Expectations.finding(
                Verdict.PASS,
                all.size() + " tickets in " + CONNECTIONS + " connections are fresh.",
                exchange));
      }
    }
  }

  private static Optional<String> flaw(
      List<NewSessionTicket13> here, List<NewSessionTicket13> all) {
    long longest = here.stream().mapToLong(NewSessionTicket13::lifetime).max().orElse(0);
    if (longest > WEEK_SECONDS) {
      return Optional.of("A ticket lasts " + longest + " seconds.");
    }
    if (all.stream().map(NewSessionTicket13::ageAdd).distinct().count() < all.size()) {
      return Optional.of("Two tickets share ticket_age_add.");
    }
    return here.stream().map(one -> Arrays.toString(one.nonce())).distinct().count() < here.size()
        ? Optional.of("Two tickets of one connection share ticket_nonce.")
        : Optional.empty();
  }

  private static List<NewSessionTicket13> of(Exchange exchange) {
    return exchange.received(HandshakeType.NEW_SESSION_TICKET.toString()).stream()
        .map(TranscriptEntry::bytes)
        .flatMap(bytes -> ticket(bytes).stream())
        .toList();
  }

  private static Optional<NewSessionTicket13> ticket(byte[] encoded) {
    try {
      return HandshakeDecoder.decode(
                  HandshakeType.NEW_SESSION_TICKET,
                  Arrays.copyOfRange(encoded, HEADER, encoded.length),
                  ProtocolVersion.TLS13)
              instanceof NewSessionTicket13 ticket
          ? Optional.of(ticket)
          : Optional.empty();
    } catch (WireException e) {
      return Optional.empty();
    }
  }
}
