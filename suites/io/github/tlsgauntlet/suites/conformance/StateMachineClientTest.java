package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A client keeps to the order of the handshake, whatever order a server would like. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class StateMachineClientTest {
  private static final String GROUP = "Handshake order";

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      tags = "state-machine",
      also = "RFC 5246 §7.4",
      says = "A client refuses a server that leaves out messages of its flight.",
      sends = "the server's flights, with each message and each run of messages left out",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void no_message_of_a_server_is_left_out(ClientCase client) throws TargetException {
    Flows.areRefused(client, ServerFlow::withGaps);
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      tags = "state-machine",
      also = "RFC 5246 §7.4",
      says = "A client refuses a server that repeats a message of its flight.",
      sends = "the server's flights, with each message again, at once and later",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void no_message_of_a_server_comes_twice(ClientCase client) throws TargetException {
    Flows.areRefused(client, ServerFlow::withRepetitions);
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      tags = "state-machine",
      also = "RFC 5246 §7.4",
      says = "A client refuses a server that sends its messages in another order.",
      sends = "the server's flights, with each message too early and too late",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void no_message_of_a_server_changes_its_place(ClientCase client) throws TargetException {
    Flows.areRefused(client, ServerFlow::withMoves);
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      tags = "state-machine",
      also = "RFC 5246 §7.3",
      says = "A client keeps to the order of the handshake where it resumes a session.",
      sends =
          "a server's flight that resumes, each message left out, repeated, too early and too late",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void the_order_holds_where_a_session_is_resumed(ClientCase client) throws TargetException {
    Flows.areRefusedWhereResumed(
        client, List.of(ServerFlow::withGaps, ServerFlow::withRepetitions, ServerFlow::withMoves));
  }

  @OnClient(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.1",
      group = GROUP,
      tags = "state-machine",
      says = "A client refuses a ChangeCipherSpec before the server's is due.",
      sends = "a ChangeCipherSpec before each message of the server",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void an_early_change_cipher_spec_is_refused(ClientCase client) throws TargetException {
    Flows.areRefused(client, flow -> flow.with("ChangeCipherSpec", Sending.changeCipherSpec()));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      tags = "state-machine",
      also = "RFC 5246 §7.4",
      says = "A client refuses messages that no server sends there.",
      sends =
          "a client's messages, those of other handshakes and unknown ones before each message of"
              + " the server",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void no_message_that_is_not_due_is_taken(ClientCase client) throws TargetException {
    Flows.areRefused(client, StateMachineClientTest::withForeignMessages);
  }

  private static Map<String, Supplier<Script>> withForeignMessages(ServerFlow flow) {
    Map<String, Supplier<Script>> flows = new LinkedHashMap<>();
    for (HandshakeMessage message : foreign(flow.tls13())) {
      flows.putAll(
          flow.with(message.type().toString(), new Sending.Message(message.encoded(), true)));
    }
    return flows;
  }

  private static List<HandshakeMessage> foreign(boolean tls13) {
    HandshakeMessage unknown =
        new HandshakeMessage.Unknown(new HandshakeType(99), new byte[] {1, 2, 3});
    return tls13
        ? List.of(
            new HandshakeMessage.EndOfEarlyData(),
            new HandshakeMessage.KeyUpdate(0),
            new HandshakeMessage.NewSessionTicket13(
                3600, 1, new byte[] {1}, new byte[] {2}, List.of()),
            new HandshakeMessage.HelloRequest(),
            unknown)
        : List.of(
            new HandshakeMessage.ClientKeyExchange(new byte[] {1, 4}),
            new HandshakeMessage.EncryptedExtensions(List.of()),
            unknown);
  }
}
