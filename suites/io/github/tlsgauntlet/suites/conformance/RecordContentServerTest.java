package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suites.conformance.Records.ALERT;
import static io.github.tlsgauntlet.suites.conformance.Records.APPLICATION_DATA;
import static io.github.tlsgauntlet.suites.conformance.Records.CHANGE_CIPHER_SPEC;
import static io.github.tlsgauntlet.suites.conformance.Records.HANDSHAKE;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.List;

/** What a server does with records that hold what does not belong there, or not then. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class RecordContentServerTest {
  private static final String GROUP = "Record layer";
  private static final int WARNING = 1;
  private static final Sending DATA = new Sending.Record(APPLICATION_DATA, Records.beginning());
  private static final Sending PLAIN_DATA =
      new Sending.Plain(APPLICATION_DATA, Records.TLS12, Records.beginning());

  @OnServer(versions = "1.3", over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.4",
      group = GROUP,
      says = "A record of TLS 1.3 that carries handshake messages or an alert is never empty.",
      sends = "empty records of type handshake and alert, with padding and without",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void empty_handshake_and_alert_records_are_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .or("handshake, before Finished", beforeFinished(new Sending.Record(HANDSHAKE, empty())))
        .or("alert, before Finished", beforeFinished(new Sending.Record(ALERT, empty())))
        .orAfterHandshake(
            "handshake, later", client -> client.say(new Sending.Padded(HANDSHAKE, empty(), 20)))
        .orAfterHandshake(
            "alert, later", client -> client.say(new Sending.Padded(ALERT, empty(), 20)))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5",
      group = GROUP,
      also = "RFC 5246 §6",
      says = "A record of a type that was not negotiated ends the connection.",
      sends = "records of types 99 and 24 before Finished and after the handshake",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void unknown_record_types_are_refused(ServerCase server) throws TargetException {
    Sending unknown = new Sending.Record(Records.UNKNOWN, Records.beginning());
    Sending heartbeat = new Sending.Record(Records.HEARTBEAT, new byte[] {1, 0, 0});
    server
        .asItIs()
        .or("99, before Finished", beforeFinished(unknown))
        .orAfterHandshake("99, later", client -> client.say(unknown))
        .orAfterHandshake("heartbeat", client -> client.say(heartbeat))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  /** ChangeCipherSpec is not among them: it is dropped wherever it comes (Section 5). */
  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      also = "RFC 9846 §5",
      says = "No other record comes between the fragments of a handshake message.",
      sends = "Finished in two records, and application data between them",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void nothing_comes_between_the_fragments_of_a_message(ServerCase server) throws TargetException {
    server
        .asItIs()
        .or("data", interrupted(DATA))
        .or("no data", interrupted(new Sending.Record(APPLICATION_DATA, empty())))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  /**
   * The sentence binds who sends them; that this alert by itself changes nothing is true as well.
   */
  @OnServer(versions = "1.3")
  @Should(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      says = "No alert that lets the connection go on comes between the fragments of a message.",
      sends = "Finished in two records, and user_canceled between them",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void no_alert_comes_between_the_fragments_of_a_message(ServerCase server) throws TargetException {
    server
        .sends(interrupted(new Sending.Alert(WARNING, AlertDescription.USER_CANCELED)))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  private static Script interrupted(Sending by) {
    return Records.finished(
        message -> {
          byte[] bytes = message.encoded();
          int half = bytes.length / 2;
          return List.of(
              new Sending.Record(HANDSHAKE, Arrays.copyOf(bytes, half)),
              by,
              new Sending.Record(HANDSHAKE, Arrays.copyOfRange(bytes, half, bytes.length)));
        });
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      says = "A message before a change of keys ends with its record.",
      sends = "Finished with a KeyUpdate, or with the beginning of one, in the same record",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void nothing_shares_the_record_of_finished(ServerCase server) throws TargetException {
    byte[] update = {(byte) HandshakeType.KEY_UPDATE.code(), 0, 0, 1, 0};
    server
        .asItIs()
        .or("KeyUpdate", shared(update), client -> client.changeKeys())
        .or("the beginning of a message", shared(Arrays.copyOf(update, 2)))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  private static Script shared(byte[] more) {
    return Records.asFinished(bytes -> new Sending.Record(HANDSHAKE, Records.joined(bytes, more)));
  }

  @OnServer(versions = "1.3", over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5",
      group = GROUP,
      also = "RFC 9846 §E.4",
      says = "A ChangeCipherSpec of one byte 01 in the handshake of TLS 1.3 means nothing.",
      sends = "several of them, after ClientHello and before Finished, and none at all",
      expects = "the handshake goes on")
  void dummy_change_cipher_specs_are_dropped(ServerCase server) throws TargetException {
    Sending dummy = Records.dummy(Records.TLS12);
    server
        .asItIs()
        .or("after ClientHello", Scripts.after(HandshakeType.CLIENT_HELLO, dummy, dummy))
        .or("before Finished", beforeFinished(dummy, dummy))
        .or("none", Scripts.changeCipherSpec())
        .expecting(goesOn());
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      says = "The version in the header of a record in the clear means nothing in TLS 1.3.",
      sends = "the ChangeCipherSpec before Finished in a record of version 3.1, 3.0 and 3.4",
      expects = "the handshake goes on")
  void the_version_of_a_record_means_nothing(ServerCase server) throws TargetException {
    // In the place of the usual one: that a second one is dropped is another requirement.
    server
        .asItIs()
        .or("3.1", Scripts.changeCipherSpec(Records.dummy(0x0301)))
        .or("3.0", Scripts.changeCipherSpec(Records.dummy(0x0300)))
        .or("3.4", Scripts.changeCipherSpec(Records.dummy(0x0304)))
        .expecting(goesOn());
  }

  @OnServer(versions = "1.3", over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5",
      group = GROUP,
      says = "No other ChangeCipherSpec than a byte 01 in the clear is dropped in TLS 1.3.",
      sends = "one of a byte 02, of two bytes, of none, and a protected one",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void other_change_cipher_specs_are_refused(ServerCase server) throws TargetException {
    // In the place of the usual one: some refuse any second one.
    server
        .asItIs()
        .or("02", Scripts.changeCipherSpec(new Sending.ChangeCipherSpec(new byte[] {2})))
        .or("two bytes", Scripts.changeCipherSpec(new Sending.ChangeCipherSpec(new byte[] {1, 1})))
        .or("no byte", Scripts.changeCipherSpec(new Sending.ChangeCipherSpec(empty())))
        .or(
            "protected",
            Scripts.changeCipherSpec()
                .then(beforeFinished(new Sending.Record(CHANGE_CIPHER_SPEC, new byte[] {1}))))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "5",
      group = GROUP,
      also = "RFC 5246 §7.1",
      says = "No ChangeCipherSpec comes after the client's Finished.",
      sends = "one right after Finished, and one after the handshake",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void a_change_cipher_spec_after_finished_is_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.after(HandshakeType.FINISHED, Sending.changeCipherSpec()))
        .orAfterHandshake("after the handshake", client -> client.say(Sending.changeCipherSpec()))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6.2",
      group = GROUP,
      also = {"RFC 9846 §2", "RFC 5246 §7.2.2"},
      says = "Application data before the client's Finished ends the connection.",
      sends = "application data under the keys of the moment, before Finished",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void application_data_before_finished_is_refused(ServerCase server) throws TargetException {
    server.sends(beforeFinished(DATA)).expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.2.2",
      group = GROUP,
      says = "Application data in the clear amid a handshake of TLS 1.2 ends the connection.",
      sends = "application data in the clear, right after ClientHello and before the key exchange",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void plain_data_in_the_handshake_is_refused_in_tls_1_2(ServerCase server) throws TargetException {
    server
        .sends(Scripts.after(HandshakeType.CLIENT_HELLO, PLAIN_DATA))
        .or(
            "before the key exchange",
            Scripts.before(HandshakeType.CLIENT_KEY_EXCHANGE, PLAIN_DATA))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  /** Their type is that of every protected record, and so they may be taken for one. */
  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5.2",
      group = GROUP,
      also = "RFC 9846 §6.2",
      says = "Application data in the clear amid a handshake of TLS 1.3 ends the connection.",
      sends = "application data in the clear, right after ClientHello and before Finished",
      expects = "bad_record_mac, as a record that does not open, or unexpected_message",
      breach = Breach.SECURITY)
  void plain_data_in_the_handshake_is_refused_in_tls_1_3(ServerCase server) throws TargetException {
    server
        .sends(Scripts.after(HandshakeType.CLIENT_HELLO, PLAIN_DATA))
        .or("before Finished", beforeFinished(PLAIN_DATA))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE, BAD_RECORD_MAC));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5",
      group = GROUP,
      says = "Once there are keys, no handshake message comes in the clear.",
      sends = "Finished in the clear",
      expects = "a refusal, unexpected_message at best",
      breach = Breach.SECURITY)
  void a_plain_finished_is_refused(ServerCase server) throws TargetException {
    server
        .sends(Records.asFinished(bytes -> new Sending.Plain(HANDSHAKE, Records.TLS12, bytes)))
        .expecting(Records.refuses(UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = "1.3")
  @Should(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      says = "A record of type alert holds one alert and no more.",
      sends = "records with half an alert, and with two",
      expects = "a refusal, decode_error at best",
      breach = Breach.FORM)
  void an_alert_fills_its_record(ServerCase server) throws TargetException {
    byte[] one = {WARNING, (byte) AlertDescription.USER_CANCELED.code()};
    server
        .asItIs()
        .orAfterHandshake(
            "half an alert", client -> client.say(new Sending.Record(ALERT, new byte[] {WARNING})))
        .orAfterHandshake(
            "two alerts", client -> client.say(new Sending.Record(ALERT, Records.joined(one, one))))
        .expecting(Records.advised(Records.refuses(DECODE_ERROR, UNEXPECTED_MESSAGE)));
  }

  private static byte[] empty() {
    return new byte[0];
  }

  private static Script beforeFinished(Sending... what) {
    return Scripts.before(HandshakeType.FINISHED, what);
  }
}
