package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suite.conformance.Expectations.seen;

import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;

/** What a server does when a client changes its keys. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class KeyUpdateServerTest {
  private static final String GROUP = "KeyUpdate";
  private static final String KEY_UPDATE = HandshakeType.KEY_UPDATE.toString();
  private static final int REQUEST_UPDATE_AT = 4;
  private static final Sending EMPTY = new Sending.Record(Records.APPLICATION_DATA, new byte[0]);

  @OnServer(versions = "1.3", over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "4.7.3",
      group = GROUP,
      says = "A server that is asked for new keys changes them before its next application data.",
      sends = "a KeyUpdate with update_requested, and a request",
      expects = "a KeyUpdate with update_not_requested before the answer")
  void a_key_update_is_answered_in_kind(ServerCase server) throws TargetException {
    server
        .asItIs()
        .afterHandshake(client -> client.updateKeys(true))
        .expecting(seen(KeyUpdateServerTest::answered));
  }

  private static Finding answered(Exchange exchange) {
    List<String> order = exchange.receivedInOrder();
    if (!order.contains("ApplicationData")) {
      return Expectations.finding(
          Verdict.INCONCLUSIVE, "It sent no application data before which to look.", exchange);
    }
    List<TranscriptEntry> updates = exchange.received(KEY_UPDATE);
    if (updates.isEmpty() || order.indexOf(KEY_UPDATE) > order.indexOf("ApplicationData")) {
      return Expectations.finding(
          Verdict.FAIL, "It sends application data under its old keys.", exchange);
    }
    return updates.get(0).bytes()[REQUEST_UPDATE_AT] == 0
        ? Expectations.finding(Verdict.PASS, "It changes its keys before its data.", exchange)
        : Expectations.finding(Verdict.FAIL, "It asks for new keys in its turn.", exchange);
  }

  /** That the first new keys are taken with every suite is seen where a change is answered. */
  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.7.3",
      group = GROUP,
      says = "A server goes over to a client's new keys, as often as the client changes them.",
      sends = "two KeyUpdates with update_not_requested, and a request",
      expects = "the request is answered")
  void new_keys_are_taken(ServerCase server) throws TargetException {
    server
        .asItIs()
        .afterHandshake(
            client -> {
              client.updateKeys(false);
              client.updateKeys(false);
            })
        .expecting(goesOn());
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.7.3",
      group = GROUP,
      says = "request_update is 0 or 1.",
      sends = "a KeyUpdate with request_update 2, and one with 255",
      expects = "illegal_parameter",
      breach = Breach.FORM)
  void other_values_of_request_update_are_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .orAfterHandshake(
            "2",
            client -> {
              client.say(update(1, 2));
              client.changeKeys();
            })
        .orAfterHandshake(
            "255",
            client -> {
              client.say(update(1, 255));
              client.changeKeys();
            })
        .expecting(Records.aborts(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.7.3",
      group = GROUP,
      says = "Before a client's Finished a KeyUpdate ends the handshake.",
      sends = "a KeyUpdate before Finished",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_key_update_before_finished_is_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.before(HandshakeType.FINISHED, update(1, 0)))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      also = "RFC 9846 §4.7.3",
      says = "A KeyUpdate is one byte long.",
      sends = "an empty KeyUpdate, and one with a byte too many",
      expects = "decode_error",
      breach = Breach.FORM)
  void a_key_update_of_a_client_has_one_length(ServerCase server) throws TargetException {
    server
        .asItIs()
        .orAfterHandshake("empty", client -> client.say(update(0)))
        .orAfterHandshake(
            "two bytes",
            client -> {
              client.say(update(2, 0, 0));
              client.changeKeys();
            })
        .expecting(Records.aborts(DECODE_ERROR));
  }

  @OnServer(versions = "1.3", over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.2",
      group = GROUP,
      also = "RFC 9846 §4.7.3",
      says = "After a KeyUpdate no record opens that is under the old keys.",
      sends = "an empty record under the old keys after a KeyUpdate",
      expects = "bad_record_mac",
      breach = Breach.SECURITY)
  void old_keys_end_with_a_key_update(ServerCase server) throws TargetException {
    server
        .asItIs()
        .afterHandshake(
            client -> {
              client.updateKeys(false);
              client.changeKeysBack();
              client.say(EMPTY);
              client.changeKeysBack();
              client.say(EMPTY);
            })
        .expecting(Records.aborts(BAD_RECORD_MAC));
  }

  @OnServer(versions = "1.3", over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "4.7.3",
      group = GROUP,
      also = "RFC 9846 §5.2",
      says = "Before a KeyUpdate no record opens that is under the next keys.",
      sends = "an empty record under the next keys, and no KeyUpdate",
      expects = "bad_record_mac",
      breach = Breach.SECURITY)
  void next_keys_begin_with_a_key_update(ServerCase server) throws TargetException {
    server
        .asItIs()
        .afterHandshake(
            client -> {
              client.changeKeys();
              client.say(EMPTY);
              client.changeKeysBack();
            })
        .expecting(Records.aborts(BAD_RECORD_MAC));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      says = "A KeyUpdate ends with its record.",
      sends = "a KeyUpdate with the beginning of another message in its record",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void nothing_shares_the_record_of_a_key_update(ServerCase server) throws TargetException {
    byte[] shared = {(byte) HandshakeType.KEY_UPDATE.code(), 0, 0, 1, 0, 24, 0};
    server
        .asItIs()
        .afterHandshake(
            client -> {
              client.say(new Sending.Record(Records.HANDSHAKE, shared));
              client.changeKeys();
            })
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  private static Sending update(int length, int... body) {
    byte[] bytes = new byte[4 + body.length];
    bytes[0] = (byte) HandshakeType.KEY_UPDATE.code();
    bytes[3] = (byte) length;
    for (int i = 0; i < body.length; i++) {
      bytes[4 + i] = (byte) body[i];
    }
    return new Sending.Message(bytes, true);
  }
}
