package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.NO_RENEGOTIATION;

import io.github.tlsgauntlet.peer.Renegotiation;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.time.Duration;

/** A second ClientHello, at a server that lets no client renegotiate. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class NoRenegotiationServerTest {
  @OnServer(versions = "1.2")
  @Needs(Feature.NO_RENEGOTIATION)
  @Should(
      rfc = 5246,
      section = "7.2.2",
      group = "Renegotiation",
      also = "RFC 5746 §4.5",
      says = "A renegotiation that is not wanted is told so by no_renegotiation, or ends all.",
      sends = "a second ClientHello, and a request behind it",
      expects = "no_renegotiation and the answer to the request, or a fatal alert")
  void an_unwanted_renegotiation_is_told_so(ServerCase server) throws TargetException {
    server
        .asItIs()
        // The request follows at once: its answer says that no more comes before it.
        .afterHandshake(client -> client.renegotiate(Renegotiation.secure().within(Duration.ZERO)))
        .expecting(NoRenegotiationServerTest::told);
  }

  private static Finding told(Exchange exchange) {
    boolean warned =
        exchange.received("Alert").stream()
            .map(TranscriptEntry::details)
            .anyMatch(details -> details.toString().contains(NO_RENEGOTIATION.toString()));
    if (exchange.reaction() instanceof Reaction.Refused) {
      return Expectations.refuses().judge(exchange);
    }
    if (!exchange.taken()) {
      return Expectations.goesOn().judge(exchange);
    }
    return Expectations.finding(
        warned ? Verdict.PASS : Verdict.WARN,
        warned
            ? "It sends no_renegotiation and answers the request."
            : "It passes over the second ClientHello without a word.",
        exchange);
  }
}
