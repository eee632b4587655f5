package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.NO_RENEGOTIATION;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOnOrAborts;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What a client does with a server's Finished, and with what comes behind it. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class HandshakeClientTest {
  private static final String GROUP = "Finished";
  private static final String UPDATES = "KeyUpdate";

  @OnClient(
      versions = {"1.2", "1.3"},
      over = {Dimension.SUITE, Dimension.GROUP, Dimension.RECORDS})
  @Must(
      rfc = 9846,
      section = "4.5.3",
      group = GROUP,
      also = "RFC 5246 §7.4.9",
      says = "A client refuses a server whose Finished does not verify.",
      sends = "a Finished with one bit of verify_data flipped",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_wrong_finished_is_refused(ClientCase client) throws TargetException {
    client
        .sends(Scripts.edit(HandshakeType.FINISHED, ServerMessages.flippedFromEnd(0)))
        .expecting(aborts(DECRYPT_ERROR));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.5.3",
      group = GROUP,
      also = "RFC 9846 §6",
      says = "A client refuses a Finished of another length.",
      sends = "a Finished without verify_data, one byte short, and one byte long",
      expects = "decode_error, or decrypt_error",
      breach = Breach.SECURITY)
  void a_finished_of_another_length_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or("empty", finished(0, true))
        .or("one byte short", finished(-1, false))
        .or("one byte long", finished(1, false))
        .expecting(aborts(DECODE_ERROR, DECRYPT_ERROR));
  }

  private static Script finished(int more, boolean empty) {
    return Scripts.replace(
        HandshakeType.FINISHED,
        message -> {
          byte[] data = ((HandshakeMessage.Finished) message).verifyData();
          int length = empty ? 0 : data.length + more;
          return List.of(Sending.of(new HandshakeMessage.Finished(Arrays.copyOf(data, length))));
        });
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.6",
      group = "Handshake order",
      says = "A client refuses EndOfEarlyData, which servers do not send.",
      sends = "EndOfEarlyData before Finished, and after the handshake",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void an_end_of_early_data_is_refused(ClientCase client) throws TargetException {
    Sending end = Sending.of(new HandshakeMessage.EndOfEarlyData());
    client
        .asItIs()
        .or("before Finished", Scripts.before(HandshakeType.FINISHED, end))
        .orAfterHandshake("after the handshake", Served.saying(end))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4",
      group = "Handshake order",
      also = "RFC 5246 §7.4",
      says = "A client refuses messages after the handshake that no server sends then.",
      sends = "Finished, ServerHelloDone or EncryptedExtensions, and an unknown message",
      expects = "unexpected_message")
  void a_message_behind_the_handshake_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orAfterHandshake(
            "Finished", Served.saying(Sending.of(new HandshakeMessage.Finished(new byte[32]))))
        .orAfterHandshake(
            "EncryptedExtensions",
            Served.saying(Sending.of(new HandshakeMessage.EncryptedExtensions(List.of()))))
        .orAfterHandshake(
            "an unknown message",
            Served.saying(
                Sending.of(new HandshakeMessage.Unknown(new HandshakeType(99), new byte[] {1}))))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.7.3",
      group = UPDATES,
      says = "A client takes new keys of the server, and updates its own where it is asked to.",
      sends = "a KeyUpdate, and one that asks for another, before the answer",
      expects = "the answer is read")
  void a_key_update_is_taken(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orAfterHandshake("not requested", (server, response) -> updated(server, response, false))
        .orAfterHandshake("requested", (server, response) -> updated(server, response, true))
        .expecting(goesOn());
  }

  private static void updated(TlsServer server, byte[] response, boolean requested) {
    if (server.read().isPresent()) {
      server.updateKeys(requested);
      server.write(response);
      server.read();
    }
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.7.3",
      group = UPDATES,
      says = "A client refuses a KeyUpdate with another value than 0 and 1.",
      sends = "request_update 2",
      expects = "illegal_parameter",
      breach = Breach.FORM)
  void a_key_update_of_another_value_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orAfterHandshake("", Served.saying(Sending.of(new HandshakeMessage.KeyUpdate(2))))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "6",
      group = UPDATES,
      says = "A client refuses a KeyUpdate of another length than one byte.",
      sends = "a KeyUpdate without a value, and one of two bytes",
      expects = "decode_error",
      breach = Breach.FORM)
  void a_key_update_of_another_length_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orAfterHandshake("empty", Served.saying(update()))
        .orAfterHandshake("two bytes", Served.saying(update((byte) 0, (byte) 0)))
        .expecting(aborts(DECODE_ERROR));
  }

  private static Sending update(byte... body) {
    return Sending.of(new HandshakeMessage.Unknown(HandshakeType.KEY_UPDATE, body));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.7.3",
      group = UPDATES,
      says = "A client refuses a KeyUpdate before the server's Finished.",
      sends = "a KeyUpdate before Finished",
      expects = "unexpected_message")
  void a_key_update_in_the_handshake_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.before(HandshakeType.FINISHED, Sending.of(new HandshakeMessage.KeyUpdate(0))))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "5.2",
      group = UPDATES,
      also = "RFC 9846 §4.7.3",
      says = "After a KeyUpdate a client takes nothing under the old key.",
      sends = "a KeyUpdate, and then the answer under the old key",
      expects = "bad_record_mac",
      breach = Breach.SECURITY)
  void data_under_the_old_key_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orAfterHandshake("", Served.saying(Sending.of(new HandshakeMessage.KeyUpdate(0))))
        .expecting(aborts(BAD_RECORD_MAC));
  }

  @OnClient(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.2.2",
      group = "Renegotiation",
      also = {"RFC 5246 §7.4.1.1", "RFC 5746 §4.2"},
      says =
          "A client that is asked to renegotiate does so securely, declines, or takes no notice.",
      sends = "HelloRequest before the answer",
      expects = "the answer is read, no_renegotiation, or a ClientHello with renegotiation_info",
      breach = Breach.SECURITY)
  void a_hello_request_is_answered_securely(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orAfterHandshake("", Served.saying(Sending.of(new HandshakeMessage.HelloRequest())))
        .expecting(HandshakeClientTest::renegotiates);
  }

  private static Finding renegotiates(Exchange exchange) {
    var hellos = exchange.received("ClientHello");
    if (hellos.size() > 1) {
      boolean secure =
          SecondHello.hello(hellos.get(1))
              .flatMap(hello -> hello.extension(ExtensionType.RENEGOTIATION_INFO))
              .filter(info -> info.data().length > 1)
              .isPresent();
      return Expectations.finding(
          secure ? Verdict.PASS : Verdict.FAIL,
          secure
              ? "It begins a new handshake that is bound to the old one."
              : "It begins a new handshake that is not bound to the old one.",
          exchange);
    }
    return goesOnOrAborts(NO_RENEGOTIATION).judge(exchange);
  }

  @OnClient(versions = "1.2")
  @Should(
      rfc = 5246,
      section = "7.4.1.1",
      group = "Renegotiation",
      says = "A client takes no notice of a HelloRequest in the course of a handshake.",
      sends = "HelloRequest before Certificate, which counts in no hash",
      expects = "the handshake goes on",
      breach = Breach.FORM)
  void a_hello_request_in_the_handshake_is_passed_over(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.before(
                HandshakeType.CERTIFICATE,
                new Sending.Message(new HandshakeMessage.HelloRequest().encoded(), false)))
        .expecting(goesOn());
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "6",
      group = "Alerts",
      says = "Whatever its level, an alert ends a connection of TLS 1.3, unknown ones included.",
      sends = "an unknown alert, and internal_error, as warnings, before the answer",
      expects = "the client ends the connection, and tells so",
      breach = Breach.SECURITY)
  void an_alert_of_any_level_ends_the_connection(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orAfterHandshake(
            "an unknown alert", Served.saying(new Sending.Alert(1, new AlertDescription(199))))
        .orAfterHandshake(
            "internal_error", Served.saying(new Sending.Alert(1, AlertDescription.INTERNAL_ERROR)))
        .expecting(Expectations.refuses());
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "6.1",
      group = "Alerts",
      also = "RFC 5246 §7.2.1",
      says = "A client says close_notify before it closes its side.",
      sends = "an answer whose end the client knows",
      expects = "close_notify",
      breach = Breach.SECURITY)
  void a_client_says_goodbye(ClientCase client) throws TargetException {
    AtomicReference<Ending> end = new AtomicReference<>(new Ending.Open());
    Exchange exchange =
        client.meets(
            client.settings().build(),
            client.setup(),
            (server, response) -> {
              if (server.read().isPresent()) {
                server.write(response);
                server.read();
              }
              end.set(server.ending());
            });
    Ending ending = end.get();
    if (ending instanceof Ending.Open || !exchange.taken()) {
      client.concludes(Expectations.finding(Verdict.INCONCLUSIVE, "It read no answer.", exchange));
      return;
    }
    boolean said = ending instanceof Ending.CloseNotify;
    client.concludes(
        Expectations.finding(
            said ? Verdict.PASS : Verdict.FAIL,
            said ? "It says close_notify." : "It ends without close_notify.",
            exchange));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9112,
      section = "9.8",
      group = "Alerts",
      also = {"RFC 9846 §6.1", "RFC 5246 §7.2.1"},
      says = "A body that ends with the connection is whole only where close_notify came before.",
      sends = "an answer without a length, and the end of the stream without close_notify",
      expects = "the client tells its application that the answer may be cut short",
      breach = Breach.SECURITY)
  void a_body_that_is_cut_short_is_told(ClientCase client) throws TargetException {
    Exchange control = client.meets(client.settings().build(), client.setup(), CutShort::whole);
    if (!control.taken() || control.received("ApplicationData").isEmpty()) {
      client.concludes(Passive.notApplicable("The client reads no body that has no length."));
      return;
    }
    Exchange exchange = client.meets(client.settings().build(), client.setup(), CutShort::cut);
    client.concludes(
        Expectations.finding(
            exchange.taken() ? Verdict.FAIL : Verdict.PASS,
            exchange.taken()
                ? "It takes the answer for whole."
                : "It tells that the connection broke off.",
            exchange));
  }
}
