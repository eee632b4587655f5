package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.protocol.HandshakeType.CERTIFICATE_VERIFY;
import static io.github.tlsgauntlet.protocol.HandshakeType.CLIENT_KEY_EXCHANGE;
import static io.github.tlsgauntlet.protocol.HandshakeType.FINISHED;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a server does with messages that do not come when they are due. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class HandshakeOrderServerTest {
  private static final String GROUP = "Handshake order";
  private static final Sending HELLO_REQUEST = new Sending.Message(new byte[4], true);
  private static final Set<String> OF_SERVERS_ALONE =
      Set.of(
          HandshakeType.SERVER_HELLO.toString(),
          HandshakeType.ENCRYPTED_EXTENSIONS.toString(),
          HandshakeType.SERVER_KEY_EXCHANGE.toString(),
          HandshakeType.CERTIFICATE_REQUEST.toString(),
          HandshakeType.CERTIFICATE_STATUS.toString(),
          HandshakeType.SERVER_HELLO_DONE.toString(),
          HandshakeType.NEW_SESSION_TICKET.toString());

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.4.9",
      group = GROUP,
      says = "In TLS 1.2 a ChangeCipherSpec comes before Finished.",
      sends = "Finished without it, protected and in the clear",
      expects = "a refusal, unexpected_message at best",
      breach = Breach.SECURITY)
  void a_finished_without_change_cipher_spec_is_refused(ServerCase server) throws TargetException {
    Script without = Scripts.changeCipherSpec();
    server
        .asItIs()
        .or("protected", without.then(Records.finished(message -> ended(Sending.of(message)))))
        .or(
            "in the clear",
            without.then(
                Records.finished(
                    message ->
                        ended(
                            new Sending.Plain(
                                Records.HANDSHAKE, Records.TLS12, message.encoded())))))
        .expecting(Records.staysUnfinished(UNEXPECTED_MESSAGE));
  }

  private static List<Sending> ended(Sending sending) {
    List<Sending> all = new ArrayList<>();
    all.add(sending);
    all.addAll(Records.lastWords());
    return all;
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.1",
      group = GROUP,
      also = {"RFC 5246 §7.4", "CVE-2014-0224"},
      says = "In TLS 1.2 the key exchange comes before ChangeCipherSpec.",
      sends = "a ChangeCipherSpec right after ClientHello, and before ClientKeyExchange",
      expects = "a refusal, unexpected_message at best",
      breach = Breach.SECURITY)
  void an_early_change_cipher_spec_of_a_client_is_refused(ServerCase server)
      throws TargetException {
    Sending early = Records.dummy(Records.TLS12);
    server
        .asItIs()
        .or("after ClientHello", Scripts.after(HandshakeType.CLIENT_HELLO, early))
        .or("before ClientKeyExchange", Scripts.before(CLIENT_KEY_EXCHANGE, early))
        .expecting(Records.staysUnfinished(UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.4",
      group = GROUP,
      also = "RFC 5246 §7.4.7",
      says = "A client of TLS 1.2 sends ClientKeyExchange once.",
      sends = "none, and two",
      expects = "a refusal, unexpected_message at best",
      breach = Breach.SECURITY)
  void the_key_exchange_comes_once(ServerCase server) throws TargetException {
    server
        // Else the second one would change the secret that is made of the first.
        .given(settings -> settings.extendedMasterSecret(false))
        .or(
            "none",
            Scripts.skip(CLIENT_KEY_EXCHANGE)
                .then(Records.finished(message -> ended(Sending.of(message)))))
        .or("two", Scripts.repeat(CLIENT_KEY_EXCHANGE))
        .expecting(Records.staysUnfinished(UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = "1.2", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5246,
      section = "7.4.8",
      group = GROUP,
      also = "RFC 5246 §7.4",
      says = "CertificateVerify comes after ClientKeyExchange.",
      sends = "CertificateVerify twice, the first time before ClientKeyExchange",
      expects = "a refusal, unexpected_message at best",
      breach = Breach.SECURITY)
  void a_certificate_verify_before_the_key_exchange_is_refused(ServerCase server)
      throws TargetException {
    server
        .asItIs()
        .orEach(
            ordinary ->
                Map.of(
                    "",
                    Scripts.before(
                        CLIENT_KEY_EXCHANGE,
                        new Sending.Message(
                            ordinary.sent(CERTIFICATE_VERIFY.toString()).get(0).bytes(), true))))
        .expecting(Records.staysUnfinished(UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      also = "RFC 9846 §4",
      says = "TLS 1.3 knows no second handshake in a connection.",
      sends = "the ClientHello again, after the handshake",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_client_hello_after_a_handshake_of_tls_1_3_is_refused(ServerCase server)
      throws TargetException {
    server
        .asItIs()
        .afterHandshake(client -> client.say(sentBefore(client)))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }

  private static Sending sentBefore(TlsClient client) {
    byte[] hello =
        client.transcript().entries().stream()
            .filter(entry -> entry.direction() == TranscriptEntry.Direction.SENT)
            .filter(entry -> entry.label().equals(HandshakeType.CLIENT_HELLO.toString()))
            .findFirst()
            .orElseThrow()
            .bytes();
    return new Sending.Message(hello, false);
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      also = "RFC 5246 §7.4",
      says = "What only servers say, no client says.",
      sends = "each message of the server's back to it before Finished, and a HelloRequest",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void messages_of_servers_are_refused(ServerCase server) throws TargetException {
    HandshakeType place =
        server.version().filter(ProtocolVersion.TLS13::equals).isPresent()
            ? FINISHED
            : CLIENT_KEY_EXCHANGE;
    server
        .asItIs()
        .or("HelloRequest", Scripts.before(place, HELLO_REQUEST))
        .orEach(ordinary -> echoes(ordinary, place))
        .orAfterHandshake("HelloRequest after the handshake", client -> client.say(HELLO_REQUEST))
        .expecting(byVersion(server));
  }

  private static Expectation byVersion(ServerCase server) {
    return server.version().filter(ProtocolVersion.TLS13::equals).isPresent()
        ? Records.aborts(UNEXPECTED_MESSAGE)
        : exchange ->
            exchange.outcome().completed()
                ? Records.aborts(UNEXPECTED_MESSAGE).judge(exchange)
                : Records.staysUnfinished(UNEXPECTED_MESSAGE).judge(exchange);
  }

  private static Map<String, Script> echoes(Exchange ordinary, HandshakeType place) {
    Map<String, Script> echoes = new LinkedHashMap<>();
    ordinary.transcript().entries().stream()
        .filter(entry -> entry.direction() == TranscriptEntry.Direction.RECEIVED)
        .filter(entry -> OF_SERVERS_ALONE.contains(entry.label()))
        .forEach(
            entry ->
                echoes.putIfAbsent(
                    entry.label(),
                    Scripts.before(place, new Sending.Message(entry.bytes(), true))));
    return echoes;
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      also = "RFC 5246 §7.4",
      says = "A handshake message of a type that nobody knows ends the handshake.",
      sends = "a message of type 99 before Finished",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void unknown_handshake_messages_are_refused(ServerCase server) throws TargetException {
    server
        .sends(Scripts.before(FINISHED, new Sending.Message(new byte[] {99, 0, 0, 1, 0}, true)))
        .expecting(Records.aborts(UNEXPECTED_MESSAGE));
  }
}
