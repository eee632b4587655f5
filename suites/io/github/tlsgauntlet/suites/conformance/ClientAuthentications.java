package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which reactions to a client's authentication conform. */
final class ClientAuthentications {
  private static final String ALERT = "Alert";

  private ClientAuthentications() {}

  /** A credential of ours, for servers that are not to look at it. */
  static Credential anyCredential(ServerCase server) {
    return server.server().run().mint().fixture("ok-chain", Role.CLIENT).credential();
  }

  /** Refuses; TLS 1.3 names the alert, before it another one misleads and no more. */
  static Expectation aborts13(ServerCase server, AlertDescription named) {
    return server.version().filter(ProtocolVersion.TLS13::equals).isPresent()
        ? Expectations.aborts(named)
        : Expectations.refuses(named);
  }

  /** Refuses a client without a certificate, if it is one that requires any. */
  static Expectation refusesNone(ServerCase server, AlertDescription named) {
    return exchange ->
        exchange.taken() && !server.standsAsAsked()
            ? Expectations.finding(
                Verdict.NOT_APPLICABLE,
                "The server asks for a client certificate and goes on without one.",
                exchange)
            : Expectations.aborts(named).judge(exchange);
  }

  /** Goes on with a client without a certificate, if it is one that requires none. */
  static Expectation goesOnWithout(ServerCase server) {
    return exchange ->
        exchange.reaction() instanceof Reaction.Refused && !server.standsAsAsked()
            ? Expectations.finding(
                Verdict.NOT_APPLICABLE, "The server requires a client certificate.", exchange)
            : saysAuthenticated(exchange)
                ? Expectations.finding(
                    Verdict.FAIL, "Its answer takes the client for an authenticated one.", exchange)
                : Expectations.goesOn().judge(exchange);
  }

  /** The servers in the JVM say in their answer whom they take the client for. */
  private static boolean saysAuthenticated(Exchange exchange) {
    return exchange.received("ApplicationData").stream()
        .map(entry -> new String(entry.bytes(), StandardCharsets.ISO_8859_1))
        .anyMatch(text -> text.contains("client authenticated as"));
  }

  /** Refuses by an alert under the server's application traffic key, if by an alert at all. */
  static Expectation refusesUnderApplicationKey() {
    return exchange -> {
      List<TranscriptEntry> alerts =
          exchange.received(ALERT).stream().filter(ClientAuthentications::isFatal).toList();
      if (!alerts.isEmpty()) {
        return alerts.get(0).encrypted()
            ? Expectations.finding(
                Verdict.PASS, "Its alert opens under its application key.", exchange)
            : Expectations.finding(Verdict.FAIL, "Its alert came in the clear.", exchange);
      }
      return isSealedOtherwise(exchange)
          ? Expectations.finding(
              Verdict.FAIL,
              "After the client's flight it sent a record that its application key does not open.",
              exchange)
          : Expectations.refusesClient().judge(exchange);
    };
  }

  private static boolean isFatal(TranscriptEntry alert) {
    return alert.bytes().length == 2
        && (alert.bytes()[1] & 0xff) != AlertDescription.CLOSE_NOTIFY.code();
  }

  private static boolean isSealedOtherwise(Exchange exchange) {
    return exchange.transcript().ending() instanceof Ending.Broken broken
        && broken.answered().equals(AlertDescription.BAD_RECORD_MAC);
  }
}
