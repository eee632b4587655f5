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
  private static final String STRICT = "alpn-strict";
  private static final String STRICT_TITLE =
      "refuses application protocols that it doesn't know (RFC 7301, Section 3.2)";
  private static final String UNKNOWN = "no-such-protocol";

  private final Line line;

  AlpnProbe(Line line) {
    this.line = line;
  }

  List<Fact> run(ClientSettings base) {
    List<String> left = new ArrayList<>(KNOWN);
    List<String> found = new ArrayList<>();
    Optional<HandshakeOutcome> outcome = Optional.empty();
    while (!left.isEmpty()) {
      outcome = ask(base, left);
      Optional<String> chosen = outcome.flatMap(HandshakeOutcome::alpn);
      if (chosen.isEmpty() || !left.remove(chosen.get())) {
        break;
      }
      found.add(chosen.get());
    }
    if (!found.isEmpty()) {
      // What was offered last was nothing that it knows; unless it knows all, or gave no answer.
      boolean settled =
          !left.isEmpty()
              && outcome.filter(one -> goesOn(one) || refusesProtocols(one)).isPresent()
              && outcome.flatMap(HandshakeOutcome::alpn).isEmpty();
      return List.of(
          known(Answer.YES, String.join(", ", found)),
          strict(settled ? outcome : ask(base, List.of(UNKNOWN))));
    }
    if (outcome.filter(AlpnProbe::goesOn).isPresent()) {
      return List.of(
          known(Answer.NO, ""), strict(Answer.NO, "It ignores whatever protocol is asked for."));
    }
    return outcome.filter(AlpnProbe::refusesProtocols).isPresent()
        ? List.of(
            known(Answer.YES, "others than the " + KNOWN.size() + " that were asked for"),
            strict(Answer.YES, "It refuses them all."))
        : List.of(known(Answer.UNTOLD, told(outcome)), strict(Answer.UNTOLD, told(outcome)));
  }

  private static Fact known(Answer answer, String detail) {
    return new Fact("alpn", "application protocols (RFC 7301)", answer, detail);
  }

  private static Fact strict(Answer answer, String detail) {
    return new Fact(
        "alpn-strict",
        "refuses application protocols that it doesn't know (RFC 7301, Section 3.2)",
        answer,
        detail);
  }

  /** A server that goes on can be made to speak to a client of another protocol (ALPACA). */
  private static Fact strict(Optional<HandshakeOutcome> outcome) {
    if (outcome.filter(AlpnProbe::goesOn).isPresent()) {
      return strict(Answer.NO, "It goes on without one.");
    }
    return strict(
        outcome.filter(AlpnProbe::refusesProtocols).isPresent() ? Answer.YES : Answer.UNTOLD,
        told(outcome));
  }

  /** It need not end well: the server may want a certificate that we have not. */
  private static boolean goesOn(HandshakeOutcome outcome) {
    return outcome.completed() || outcome.peerSentCertificate();
  }

  private static boolean refusesProtocols(HandshakeOutcome outcome) {
    return outcome.ending() instanceof Ending.Alert alert
        && alert.description().equals(AlertDescription.NO_APPLICATION_PROTOCOL);
  }

  private static String told(Optional<HandshakeOutcome> outcome) {
    return outcome
        .map(one -> "It " + Words.of(one.ending()) + ".")
        .orElse("No connection came about.");
  }

  private Optional<HandshakeOutcome> ask(ClientSettings base, List<String> protocols) {
    try (TlsClient client = line.client(base.toBuilder().alpn(protocols).build())) {
      return Optional.of(client.handshake());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
