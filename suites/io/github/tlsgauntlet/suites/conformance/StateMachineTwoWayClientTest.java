package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;

/** A client keeps to the order of the handshake with a server that asks for its certificate. */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_CLIENT)
class StateMachineTwoWayClientTest {
  private static final String GROUP = "Handshake order";

  @OnClient(
      versions = {"1.2", "1.3"},
      asked = true)
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      tags = "state-machine",
      also = "RFC 5246 §7.4",
      says = "A client refuses a server that asks for a certificate and leaves out its own.",
      sends = "the flights of a server that asks, with each run of messages left out",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void no_message_of_a_server_that_asks_is_left_out(ClientCase client) throws TargetException {
    Flows.areRefused(client, ServerFlow::withGaps);
  }

  @OnClient(
      versions = {"1.2", "1.3"},
      asked = true)
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      tags = "state-machine",
      also = "RFC 5246 §7.4",
      says = "A client refuses a server that asks twice, or repeats another message.",
      sends = "the flights of a server that asks, with each message again, at once and later",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void no_message_of_a_server_that_asks_comes_twice(ClientCase client) throws TargetException {
    Flows.areRefused(client, ServerFlow::withRepetitions);
  }

  @OnClient(
      versions = {"1.2", "1.3"},
      asked = true)
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      tags = "state-machine",
      also = "RFC 5246 §7.4.4",
      says = "A client refuses a server that asks for a certificate in another place.",
      sends = "the flights of a server that asks, with each message too early and too late",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void no_message_of_a_server_that_asks_changes_its_place(ClientCase client)
      throws TargetException {
    Flows.areRefused(client, ServerFlow::withMoves);
  }
}
