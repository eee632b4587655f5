package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.RECORD_OVERFLOW;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suites.conformance.Records.APPLICATION_DATA;
import static io.github.tlsgauntlet.suites.conformance.Records.HANDSHAKE;
import static io.github.tlsgauntlet.suites.conformance.Records.MOST;

import io.github.tlsgauntlet.crypto.BulkCipher;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.conformance.Combination;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a server does with records that do not open, or that are too long. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class RecordProtectionServerTest {
  private static final String GROUP = "Record layer";
  private static final ExtensionType PADDING = new ExtensionType(21);
  private static final int EXTENSION_HEADER = 4;
  private static final int MOST_EXPANSION_12 = 2048;
  private static final int MOST_EXPANSION_13 = 256;
  private static final int MOST_COMPRESSED = MOST + 1024;

  @OnServer(
      versions = {"1.2", "1.3"},
      over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.2",
      group = GROUP,
      also = "RFC 5246 §6.2.3.3",
      says = "A record that does not verify ends the connection.",
      sends = "one bit flipped at the end of the record of Finished, or of application data",
      expects = "bad_record_mac",
      breach = Breach.SECURITY)
  void a_record_that_does_not_verify_is_refused(ServerCase server) throws TargetException {
    server
        .sends(Records.asFinished(bytes -> new Sending.Tampered(HANDSHAKE, bytes)))
        .orAfterHandshake(
            "application data",
            client -> client.say(new Sending.Tampered(APPLICATION_DATA, Records.beginning())))
        .expecting(Records.aborts(BAD_RECORD_MAC));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.3",
      group = GROUP,
      also = "RFC 5246 §6.1",
      says = "Each record counts: one that comes a second time does not verify.",
      sends = "the same protected record twice",
      expects = "bad_record_mac",
      breach = Breach.SECURITY)
  void a_record_that_comes_twice_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .afterHandshake(
            client -> client.say(new Sending.Twice(APPLICATION_DATA, Records.beginning())))
        .expecting(HastyAnswers.excused(server, Records.aborts(BAD_RECORD_MAC)));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.2",
      group = GROUP,
      also = "RFC 5246 §7.2.2",
      says = "A record too short for its protection does not verify.",
      sends = "protected records of one byte and of none",
      expects = "bad_record_mac",
      breach = Breach.FORM)
  void a_record_shorter_than_its_protection_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .orAfterHandshake("one byte", client -> client.say(cut(1)))
        .orAfterHandshake("no byte", client -> client.say(cut(0)))
        .expecting(Records.aborts(BAD_RECORD_MAC));
  }

  private static Sending cut(int length) {
    return new Sending.Edited(
        APPLICATION_DATA, Records.beginning(), fragment -> Arrays.copyOf(fragment, length));
  }

  @OnServer(versions = "1.2", over = Dimension.SUITE)
  @Must(
      rfc = 5246,
      section = "6.2.3.2",
      group = GROUP,
      says = "Whatever is wrong with a record in CBC, the connection ends alike.",
      sends = "a wrong padding, a wrong MAC, and a record that is no whole number of blocks",
      expects = "bad_record_mac in each case; whether the time tells them apart, this does not see",
      breach = Breach.SECURITY)
  @Needs(Feature.CBC_SUITE)
  void flaws_of_cbc_records_have_one_alert(ServerCase server) throws TargetException {
    server
        .given(settings -> settings.encryptThenMac(false))
        .where(one -> isCbc(one))
        .orAfterHandshake("padding", client -> client.say(laidOut(CbcFlaw.PADDING)))
        .orAfterHandshake("padding too long", client -> client.say(laidOut(CbcFlaw.TOO_LONG)))
        .orAfterHandshake("MAC", client -> client.say(laidOut(CbcFlaw.MAC)))
        .orAfterHandshake(
            "no whole blocks",
            client ->
                client.say(
                    new Sending.Edited(
                        APPLICATION_DATA,
                        Records.beginning(),
                        fragment -> Arrays.copyOf(fragment, fragment.length - 1))))
        .expecting(new AlikeEndings(Records.aborts(BAD_RECORD_MAC)));
  }

  private static Sending laidOut(CbcFlaw flaw) {
    return new Sending.LaidOut(APPLICATION_DATA, Records.beginning(), flaw);
  }

  private static boolean isCbc(Combination combination) {
    Optional<CipherSuiteParameters> suite = combination.suite().flatMap(CipherSuiteParameters::of);
    return suite.filter(one -> one.bulk().mode() == BulkCipher.Mode.CBC).isPresent();
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      also = "RFC 5246 §6.2.1",
      says = "No record in the clear holds more than 2^14 bytes.",
      sends = "a ClientHello that fills a record of 2^14 + 1 bytes",
      expects = "record_overflow")
  void a_plain_record_that_is_too_long_is_refused(ServerCase server) throws TargetException {
    server
        .sends(
            Scripts.hello(
                    hello -> {
                      int missing = MOST + 1 - hello.encoded().length - EXTENSION_HEADER;
                      return Hellos.and(new Extension(PADDING, new byte[missing])).apply(hello);
                    })
                .then(
                    Scripts.replace(
                        HandshakeType.CLIENT_HELLO,
                        message ->
                            List.of(
                                new Sending.Plain(HANDSHAKE, Records.TLS12, message.encoded())))))
        .expecting(Records.withoutServerHello(Records.aborts(RECORD_OVERFLOW)));
  }

  @OnServer(versions = "1.3", over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.2",
      group = GROUP,
      says = "No protected record of TLS 1.3 is longer than 2^14 + 256 bytes.",
      sends = "a record of more, most of it padding",
      expects = "record_overflow")
  void a_protected_record_that_is_too_long_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .afterHandshake(
            client ->
                client.say(
                    new Sending.Padded(APPLICATION_DATA, new byte[0], MOST + MOST_EXPANSION_13)))
        .expecting(Records.aborts(RECORD_OVERFLOW));
  }

  @OnServer(versions = "1.3", over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      also = "RFC 9846 §6.2",
      says = "No protected record of TLS 1.3 holds more than 2^14 bytes of content.",
      sends = "a request and more, 2^14 + 1 bytes in one record",
      expects = "record_overflow")
  void content_beyond_the_limit_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .afterHandshake(
            client -> client.say(new Sending.Record(APPLICATION_DATA, Records.request(MOST + 1))))
        .expecting(Records.aborts(RECORD_OVERFLOW));
  }

  /**
   * The limit binds who pads. Who reads has a record to refuse where its ciphertext (Section 5.2)
   * or its content (Section 6.2, record_overflow) is too long, and this is neither: hence no MUST.
   */
  @OnServer(versions = "1.3", over = Dimension.SUITE)
  @Should(
      rfc = 9846,
      section = "5.4",
      group = GROUP,
      also = "RFC 9846 §6.2",
      says = "Content, content type and padding of a record make 2^14 + 1 bytes at most.",
      sends = "padding of 2^14 + 1 bytes behind Finished, and behind no application data at all",
      expects = "record_overflow")
  void padding_beyond_the_limit_is_refused(ServerCase server) throws TargetException {
    server
        .sends(Records.asFinished(bytes -> new Sending.Padded(HANDSHAKE, bytes, MOST)))
        .orAfterHandshake(
            "application data",
            client -> client.say(new Sending.Padded(APPLICATION_DATA, new byte[0], MOST + 1)))
        .expecting(Records.advised(Records.aborts(RECORD_OVERFLOW)));
  }

  @OnServer(versions = "1.2", over = Dimension.SUITE)
  @Must(
      rfc = 5246,
      section = "6.2.3",
      group = GROUP,
      also = "RFC 5246 §7.2.2",
      says = "No protected record of TLS 1.2 is longer than 2^14 + 2048 bytes.",
      sends = "a request and more, in one record that is longer",
      expects = "record_overflow")
  void a_longer_record_than_tls_1_2_allows_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .afterHandshake(
            client ->
                client.say(
                    new Sending.Record(
                        APPLICATION_DATA, Records.request(MOST + MOST_EXPANSION_12 + 1))))
        .expecting(Records.aborts(RECORD_OVERFLOW));
  }

  @OnServer(versions = "1.2", over = Dimension.SUITE)
  @Must(
      rfc = 5246,
      section = "7.2.2",
      group = GROUP,
      also = "RFC 5246 §6.2.1",
      says = "No record of TLS 1.2 decrypts to more than 2^14 + 1024 bytes.",
      sends = "a request and more, 2^14 + 1025 bytes in one record",
      expects = "record_overflow")
  void a_record_that_holds_too_much_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .afterHandshake(
            client ->
                client.say(
                    new Sending.Record(APPLICATION_DATA, Records.request(MOST_COMPRESSED + 1))))
        .expecting(Records.aborts(RECORD_OVERFLOW));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.1",
      group = GROUP,
      also = "RFC 5246 §6.2.1",
      says = "Application data may be empty.",
      sends = "an empty record of application data before the request",
      expects = "the request is answered")
  void empty_application_data_is_taken(ServerCase server) throws TargetException {
    Sending empty = new Sending.Record(APPLICATION_DATA, new byte[0]);
    server.asItIs().afterHandshake(client -> client.say(empty)).expecting(goesOn());
  }

  @OnServer(versions = "1.3", over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.4",
      group = GROUP,
      says = "Any protected record may be padded.",
      sends = "padding in each record, and a record of nothing but as much padding as fits",
      expects = "the request is answered")
  void padding_is_taken(ServerCase server) throws TargetException {
    server
        .sends(Scripts.padded(100))
        .orAfterHandshake(
            "as much as fits",
            client -> client.say(new Sending.Padded(APPLICATION_DATA, new byte[0], MOST)))
        .expecting(goesOn());
  }

  @OnServer(versions = "1.3", over = Dimension.SUITE)
  @Must(
      rfc = 9846,
      section = "5.4",
      group = GROUP,
      says = "A record of TLS 1.3 in which nothing but zeros is has no content type.",
      sends = "a record of zeros, before Finished and after it",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void padding_alone_is_refused(ServerCase server) throws TargetException {
    Sending zeros = new Sending.Padded(0, new byte[0], 32);
    server
        .sends(Scripts.before(HandshakeType.FINISHED, zeros))
        .orAfterHandshake("after the handshake", client -> client.say(zeros))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }
}
