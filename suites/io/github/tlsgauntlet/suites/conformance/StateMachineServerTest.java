package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Intrusive;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;

/**
 * Whether a server takes the messages of a client that authenticates nobody in their order only.
 */
@Intrusive
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class StateMachineServerTest {
  private static final String GROUP = "Handshake order";

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      tags = "state-machine",
      also = {"RFC 9846 §A.2", "RFC 5246 §7.3"},
      says = "A server completes no handshake in which a message is missing.",
      sends = "the client's part of an ordinary handshake, each run of its messages left out",
      expects = "a refusal of each flow",
      breach = Breach.SECURITY)
  void no_message_is_left_out(ServerCase server) throws TargetException {
    server.leavesMessagesOut();
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      tags = "state-machine",
      also = {"RFC 9846 §A.2", "RFC 5246 §7.3"},
      says = "A server takes no message of a handshake twice.",
      sends = "the client's part of an ordinary handshake, each message again, at once and later",
      expects = "a refusal of each flow",
      breach = Breach.SECURITY)
  void no_message_comes_twice(ServerCase server) throws TargetException {
    server.repeatsMessages();
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      tags = "state-machine",
      also = {"RFC 9846 §A.2", "RFC 5246 §7.3"},
      says = "A server takes the messages of a handshake in their order.",
      sends = "the client's part of an ordinary handshake, each message too early and too late",
      expects = "a refusal of each flow",
      breach = Breach.SECURITY)
  void messages_keep_their_order(ServerCase server) throws TargetException {
    server.movesMessages();
  }
}
