package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Intrusive;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;

/** Lengths that do not fit what they announce, in the messages of a client without certificate. */
@Intrusive
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class LengthServerTest {
  private static final String GROUP = "Lengths";

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A ClientHello with a length that does not fit is refused, and harms nobody else.",
      sends = "a ClientHello: " + LengthTrials.WRONG,
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_client_hello_are_checked(ServerCase server) throws TargetException {
    LengthTrials.lengths(server, HandshakeType.CLIENT_HELLO);
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A ClientHello that is cut short is refused, and harms nobody else.",
      sends = "a ClientHello: " + LengthTrials.CUT,
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void a_client_hello_that_is_cut_short_is_refused(ServerCase server) throws TargetException {
    LengthTrials.cuts(server, HandshakeType.CLIENT_HELLO);
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.2.2",
      group = GROUP,
      tags = "malformed",
      says = "A ClientKeyExchange with a length that does not fit is refused.",
      sends = "a ClientKeyExchange: " + LengthTrials.WRONG,
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_client_key_exchange_are_checked(ServerCase server) throws TargetException {
    LengthTrials.lengths(server, HandshakeType.CLIENT_KEY_EXCHANGE);
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.2.2",
      group = GROUP,
      tags = "malformed",
      says = "A ClientKeyExchange that is cut short is refused.",
      sends = "a ClientKeyExchange: " + LengthTrials.CUT,
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void a_client_key_exchange_that_is_cut_short_is_refused(ServerCase server)
      throws TargetException {
    LengthTrials.cuts(server, HandshakeType.CLIENT_KEY_EXCHANGE);
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.HELLO_RETRY)
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      says = "A second ClientHello with a length that does not fit, or cut short, is refused.",
      sends =
          "a ClientHello after a HelloRetryRequest: "
              + LengthTrials.WRONG
              + ", and cuts at each boundary",
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_second_client_hello_are_checked(ServerCase server) throws TargetException {
    LengthTrials.secondHello(server);
  }

  @OnServer(versions = "1.3")
  @Needs(Feature.TICKETS_13)
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      says = "A pre_shared_key with a length that does not fit is refused.",
      sends = "a ClientHello that resumes a session; in its pre_shared_key " + LengthTrials.INSIDE,
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_pre_shared_keys_are_checked(ServerCase server) throws TargetException {
    LengthTrials.preSharedKeys(server);
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "An extension that a server answers, with a length that does not fit, is refused.",
      sends = "application_layer_protocol_negotiation: " + LengthTrials.INSIDE,
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_answered_extensions_are_checked(ServerCase server) throws TargetException {
    LengthTrials.offers(server);
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A client's Finished whose length does not fit is refused.",
      sends = "a Finished: its own length too small, too large, zero and maximal",
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_of_a_client_finished_are_checked(ServerCase server) throws TargetException {
    LengthTrials.lengths(server, HandshakeType.FINISHED);
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      says = "A KeyUpdate whose length does not fit, or that is cut short, is refused.",
      sends = "a KeyUpdate: its own length too small, too large, zero and maximal, and a cut",
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_of_a_key_update_are_checked(ServerCase server) throws TargetException {
    LengthTrials.keyUpdate(server);
  }
}
