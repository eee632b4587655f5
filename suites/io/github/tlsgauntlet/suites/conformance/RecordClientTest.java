package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.RECORD_OVERFLOW;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;

import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.List;

/** What a client does with a server's records. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class RecordClientTest {
  private static final String GROUP = "Record layer";
  private static final int HANDSHAKE = ContentType.HANDSHAKE.code();
  private static final int DATA = ContentType.APPLICATION_DATA.code();
  private static final int MOST = 1 << 14;
  private static final byte[] NO_ENCRYPTED_EXTENSIONS = {8, 0, 0, 2, 0, 0};
  private static final int TLS12 = ProtocolVersion.TLS12.code();

  @OnClient(
      versions = {"1.2", "1.3"},
      over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.2",
      group = GROUP,
      also = "RFC 5246 §6.2.3.3",
      says = "A client refuses a record that was tampered with.",
      sends = "Finished, and application data, with one bit of the record flipped",
      expects = "bad_record_mac",
      breach = Breach.SECURITY)
  void a_record_that_was_tampered_with_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or(
            "Finished",
            Scripts.replace(
                HandshakeType.FINISHED,
                message ->
                    List.of(
                        new Sending.Tampered(HANDSHAKE, message.encoded()), Sending.of(message))))
        .orAfterHandshake(
            "application data", Served.saying(new Sending.Tampered(DATA, new byte[] {'H'})))
        .expecting(aborts(BAD_RECORD_MAC));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      also = "RFC 5246 §6.2.1",
      says = "A client refuses a record in the clear with more than 2^14 bytes.",
      sends = "a handshake record of 16,385 bytes",
      expects = "record_overflow",
      breach = Breach.FORM)
  void a_long_record_in_the_clear_is_refused(ClientCase client) throws TargetException {
    byte[] fragment = new byte[MOST + 1];
    fragment[0] = (byte) HandshakeType.SERVER_HELLO.code();
    fragment[2] = (byte) ((MOST - 3) >>> 8);
    fragment[3] = (byte) (MOST - 3);
    client
        .sends(
            Scripts.before(
                HandshakeType.SERVER_HELLO, new Sending.Plain(HANDSHAKE, TLS12, fragment)))
        .expecting(aborts(RECORD_OVERFLOW));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "5.2",
      group = GROUP,
      also = "RFC 5246 §6.2.3",
      says = "A client refuses a protected record that is longer than any can be.",
      sends = "a record of 2^14+257 bytes in TLS 1.3, of 2^14+2049 in TLS 1.2",
      expects = "record_overflow",
      breach = Breach.FORM)
  void a_long_protected_record_is_refused(ClientCase client) throws TargetException {
    boolean tls13 = client.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    client
        .asItIs()
        .orAfterHandshake(
            "",
            Served.saying(new Sending.Plain(DATA, TLS12, new byte[MOST + (tls13 ? 257 : 2049)])))
        .expecting(aborts(RECORD_OVERFLOW));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "5.4",
      group = GROUP,
      also = "RFC 5246 §6.2.1",
      says = "A client refuses a record with more than 2^14 bytes of content.",
      sends = "16,385 bytes of application data in one protected record",
      expects = "record_overflow")
  void a_record_with_too_much_content_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orAfterHandshake("", Served.saying(new Sending.Record(DATA, new byte[MOST + 1])))
        .expecting(aborts(RECORD_OVERFLOW));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5.4",
      group = GROUP,
      says = "A client refuses a record that holds nothing but padding.",
      sends = "a protected record of sixteen zeros",
      expects = "unexpected_message")
  void a_record_of_padding_alone_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orAfterHandshake("", Served.saying(new Sending.Padded(0, new byte[0], 16)))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5.4",
      group = GROUP,
      also = "RFC 9846 §5.1",
      says = "No record of handshake messages or alerts is empty.",
      sends = "an empty protected record of handshake type, and one of alert type",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void an_empty_record_of_messages_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orAfterHandshake("handshake", Served.saying(new Sending.Record(HANDSHAKE, new byte[0])))
        .orAfterHandshake(
            "alert", Served.saying(new Sending.Record(ContentType.ALERT.code(), new byte[0])))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "5",
      group = GROUP,
      also = "RFC 5246 §6",
      says = "A client refuses records of a type that it does not know.",
      sends = "a record of type 99 before the ServerHello, and after the handshake",
      expects = "unexpected_message")
  void an_unknown_content_type_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or(
            "in the handshake",
            Scripts.before(
                HandshakeType.SERVER_HELLO, new Sending.Plain(99, TLS12, new byte[] {1})))
        .orAfterHandshake(
            "after the handshake", Served.saying(new Sending.Record(99, new byte[] {1})))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      says = "No other record stands between those of one handshake message.",
      sends = "application data between the two halves of a Certificate",
      expects = "unexpected_message")
  void a_record_within_a_message_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.replace(
                HandshakeType.CERTIFICATE,
                message -> {
                  byte[] all = message.encoded();
                  int half = all.length / 2;
                  return List.of(
                      new Sending.Record(HANDSHAKE, Arrays.copyOf(all, half)),
                      new Sending.Record(DATA, new byte[] {1}),
                      new Sending.Record(HANDSHAKE, Arrays.copyOfRange(all, half, all.length)));
                }))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      says = "No handshake message shares a record with one that is under other keys.",
      sends = "bytes behind ServerHello, in the same record",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_record_across_a_change_of_keys_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.sharedRecords()
                .then(
                    Scripts.after(
                        HandshakeType.SERVER_HELLO,
                        new Sending.Message(NO_ENCRYPTED_EXTENSIONS, false))))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5",
      group = GROUP,
      also = "RFC 9846 §E.4",
      says = "A client drops a ChangeCipherSpec in the course of a handshake of TLS 1.3.",
      sends = "a ChangeCipherSpec before EncryptedExtensions, and one before Certificate",
      expects = "the handshake goes on")
  void a_change_cipher_spec_is_dropped(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or(
            "before EncryptedExtensions",
            Scripts.before(HandshakeType.ENCRYPTED_EXTENSIONS, Sending.changeCipherSpec()))
        .or(
            "before Certificate",
            Scripts.before(HandshakeType.CERTIFICATE, Sending.changeCipherSpec()))
        .expecting(goesOn());
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "5",
      group = GROUP,
      also = "RFC 5246 §7.1",
      says = "A ChangeCipherSpec is one byte with the value 1.",
      sends = "a ChangeCipherSpec with the value 2, and one of two bytes",
      expects = "unexpected_message, in TLS 1.2 illegal_parameter or decode_error too",
      breach = Breach.FORM)
  void a_malformed_change_cipher_spec_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or("the value 2", Scripts.changeCipherSpec(new Sending.ChangeCipherSpec(new byte[] {2})))
        .or("two bytes", Scripts.changeCipherSpec(new Sending.ChangeCipherSpec(new byte[] {1, 1})))
        .expecting(
            client.version().filter(ProtocolVersion.TLS13::equals).isPresent()
                ? aborts(UNEXPECTED_MESSAGE)
                : aborts(UNEXPECTED_MESSAGE, ILLEGAL_PARAMETER, DECODE_ERROR));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5",
      group = GROUP,
      says = "A client refuses a ChangeCipherSpec that is protected, or that comes too late.",
      sends = "a protected ChangeCipherSpec in the handshake, and one in the clear after it",
      expects = "unexpected_message")
  void a_change_cipher_spec_out_of_place_is_refused(ClientCase client) throws TargetException {
    int type = ContentType.CHANGE_CIPHER_SPEC.code();
    client
        .asItIs()
        .or(
            "protected",
            Scripts.before(HandshakeType.CERTIFICATE, new Sending.Record(type, new byte[] {1})))
        .orAfterHandshake("after the handshake", Served.saying(Sending.changeCipherSpec()))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "5.4",
      group = GROUP,
      also = "RFC 5246 §6.2.1",
      says = "A client takes records of application data without data.",
      sends = "an empty record, and in TLS 1.3 one with padding alone, before the answer",
      expects = "the answer is read")
  void a_record_without_data_is_taken(ClientCase client) throws TargetException {
    Sending empty = new Sending.Record(DATA, new byte[0]);
    boolean tls13 = client.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    client
        .asItIs()
        .orAfterHandshake(
            "", Served.saying(empty, tls13 ? new Sending.Padded(DATA, new byte[0], 100) : empty))
        .expecting(goesOn());
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      says = "A client refuses application data in the clear, in the course of a handshake.",
      sends = "application data before the ServerHello",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void data_in_the_clear_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.before(
                HandshakeType.SERVER_HELLO,
                new Sending.Plain(DATA, TLS12, new byte[] {'H', 'T', 'T', 'P'})))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5",
      group = GROUP,
      also = "RFC 9846 §4.4.1",
      says = "A client refuses a message in the clear where it is to be protected.",
      sends = "EncryptedExtensions in the clear",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_message_in_the_clear_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.replace(
                HandshakeType.ENCRYPTED_EXTENSIONS,
                message -> List.of(new Sending.Plain(HANDSHAKE, TLS12, message.encoded()))))
        .expecting(aborts(UNEXPECTED_MESSAGE, BAD_RECORD_MAC));
  }

  @OnClient(
      versions = {"1.2", "1.3"},
      over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      also = "RFC 5246 §6.2.1",
      says = "A server's messages may share records, and be spread over any number of them.",
      sends = "a flight in records of one byte, and in shared records",
      expects = "the handshake goes on")
  void any_layout_of_records_is_taken(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or("records of one byte", Scripts.smallRecords(1))
        .or("shared records", Scripts.sharedRecords())
        .expecting(goesOn());
  }
}
