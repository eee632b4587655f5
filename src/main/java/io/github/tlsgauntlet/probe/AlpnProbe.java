package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the application protocols that a server knows (RFC 7301). */
final class AlpnProbe {
  private static final List<String> KNOWN =
      List.of(
          "h2",
          "http/1.1",
          "http/1.0",
          "acme-tls/1",
          "smtp",
          "imap",
          "pop3",
          "ftp",
          "xmpp-client",
          "dot",
          "mqtt",
          "postgresql",
          "grpc-exp",
          "spdy/3.1");
  private static final String UNKNOWN = "no-such-protocol";

  private final Line line;

  AlpnProbe(Line line) {
    this.line = line;
  }

  List<Fact> run(ClientSettings base) {
    List<String> left = new ArrayList<>(KNOWN);
    List<String> found = new ArrayList<>();
    boolean heard = false;
    while (!left.isEmpty()) {
      Optional<HandshakeOutcome> outcome = ask(base, left);
      heard |= outcome.isPresent();
      Optional<String> chosen = outcome.flatMap(HandshakeOutcome::alpn);
      if (chosen.isEmpty() || !left.remove(chosen.get())) {
        break;
      }
      found.add(chosen.get());
    }
    Fact alpn =
        new Fact(
            "alpn",
            "application protocols (RFC 7301)",
            found.isEmpty() ? heard ? Answer.NO : Answer.UNTOLD : Answer.YES,
            String.join(", ", found));
    return found.isEmpty() ? List.of(alpn) : List.of(alpn, strict(base));
  }

  /** A server that goes on can be made to speak to a client of another protocol (ALPACA). */
  private Fact strict(ClientSettings base) {
    String id = "alpn-strict";
    String title = "refuses application protocols that it doesn't know (RFC 7301, Section 3.2)";
    Optional<HandshakeOutcome> outcome = ask(base, List.of(UNKNOWN));
    if (outcome.isEmpty()) {
      return new Fact(id, title, Answer.UNTOLD, "No connection came about.");
    }
    if (outcome.get().completed()) {
      return new Fact(id, title, Answer.NO, "It goes on without one.");
    }
    boolean refused =
        outcome.get().ending() instanceof Ending.Alert alert
            && alert.description().equals(AlertDescription.NO_APPLICATION_PROTOCOL);
    return new Fact(
        id,
        title,
        refused ? Answer.YES : Answer.UNTOLD,
        "It " + Words.of(outcome.get().ending()) + ".");
  }

  private Optional<HandshakeOutcome> ask(ClientSettings base, List<String> protocols) {
    try (TlsClient client = line.client(base.toBuilder().alpn(protocols).build())) {
      return Optional.of(client.handshake());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
