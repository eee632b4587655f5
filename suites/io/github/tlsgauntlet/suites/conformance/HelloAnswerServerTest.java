package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.extensions;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.ifItAnswers;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.serverHello;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a server's answer to a ClientHello holds. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class HelloAnswerServerTest {
  private static final String GROUP = "ClientHello";
  private static final int RANDOM = 32;
  private static final int MARK = 8;

  /** RFC 9846, Section 4.3, Table 1, column SH. */
  private static final Set<ExtensionType> OF_SERVER_HELLO =
      Set.of(
          ExtensionType.SUPPORTED_VERSIONS, ExtensionType.KEY_SHARE, ExtensionType.PRE_SHARED_KEY);

  /** Those of ours that RFC 9846 names and that are not for EncryptedExtensions. */
  private static final Set<ExtensionType> NEVER_IN_ENCRYPTED_EXTENSIONS =
      Set.of(
          ExtensionType.STATUS_REQUEST,
          ExtensionType.SIGNATURE_ALGORITHMS,
          ExtensionType.SIGNATURE_ALGORITHMS_CERT,
          ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP,
          ExtensionType.PADDING,
          ExtensionType.COMPRESS_CERTIFICATE,
          ExtensionType.PRE_SHARED_KEY,
          ExtensionType.SUPPORTED_VERSIONS,
          ExtensionType.COOKIE,
          ExtensionType.PSK_KEY_EXCHANGE_MODES,
          ExtensionType.CERTIFICATE_AUTHORITIES,
          ExtensionType.OID_FILTERS,
          ExtensionType.POST_HANDSHAKE_AUTH,
          ExtensionType.KEY_SHARE);

  /** Extensions of TLS 1.2 alone, which have no place in any message of TLS 1.3. */
  private static final Set<ExtensionType> OF_TLS12 =
      Set.of(
          ExtensionType.EC_POINT_FORMATS,
          ExtensionType.ENCRYPT_THEN_MAC,
          ExtensionType.EXTENDED_MASTER_SECRET,
          ExtensionType.SESSION_TICKET,
          ExtensionType.TRUNCATED_HMAC,
          ExtensionType.RENEGOTIATION_INFO);

  private static final Set<ExtensionType> NEVER_IN_SERVER_HELLO_12 =
      Set.of(
          ExtensionType.SIGNATURE_ALGORITHMS,
          ExtensionType.SIGNATURE_ALGORITHMS_CERT,
          ExtensionType.SUPPORTED_VERSIONS,
          ExtensionType.KEY_SHARE,
          ExtensionType.PADDING,
          ExtensionType.PSK_KEY_EXCHANGE_MODES,
          ExtensionType.COOKIE);

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = GROUP,
      says = "A ServerHello of TLS 1.3 gives the session ID of the ClientHello back.",
      sends = "session IDs of 32, 31, 1 and 0 bytes",
      expects = "the same bytes in legacy_session_id_echo")
  void the_session_id_is_given_back(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.sessionId(id(32))))
        .or("31 bytes", Scripts.hello(Hellos.sessionId(id(31))))
        .or("1 byte", Scripts.hello(Hellos.sessionId(id(1))))
        .or("none", Scripts.hello(Hellos.sessionId(id(0))))
        .watching(
            exchange ->
                serverHello(hello -> flawOfEcho(hello, sentSessionId(exchange))).judge(exchange));
  }

  private static byte[] id(int bytes) {
    byte[] id = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      id[i] = (byte) (0x40 + i);
    }
    return id;
  }

  private static byte[] sentSessionId(Exchange exchange) {
    return exchange.outcome().clientHello().orElseThrow().sessionId();
  }

  private static Optional<String> flawOfEcho(ServerHello hello, byte[] sent) {
    return Arrays.equals(sent, hello.sessionId())
        ? Optional.empty()
        : Optional.of(
            "It gives "
                + hello.sessionId().length
                + " other bytes back for a session ID of "
                + sent.length
                + ".");
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.4.1.3",
      group = GROUP,
      says = "A session ID that a server of TLS 1.2 does not know is not given back: that resumes.",
      sends = "a session ID of 32 bytes that no server issued",
      expects = "another session ID, or an empty one")
  void an_unknown_session_id_is_not_given_back(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.sessionId(id(32))))
        .watching(
            serverHello(
                hello ->
                    Arrays.equals(id(32), hello.sessionId())
                        ? Optional.of("It gives the session ID back, and knows no such session.")
                        : Optional.empty()));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "E.4",
      group = GROUP,
      says =
          "Where the client sends a session ID, a change_cipher_spec follows the server's first"
              + " message.",
      sends = "a ClientHello with a session ID of 32 bytes",
      expects = "change_cipher_spec right after ServerHello or HelloRetryRequest",
      breach = Breach.INTEROPERABILITY)
  void a_change_cipher_spec_follows_the_first_message(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Hellos.sessionId(id(32))))
        .watching(
            exchange -> {
              List<String> received = exchange.receivedInOrder();
              if (HelloAnswers.serverHello(exchange).isEmpty()) {
                return Expectations.goesOn().judge(exchange);
              }
              return received.size() > 1 && received.get(1).equals("ChangeCipherSpec")
                  ? Expectations.finding(
                      Verdict.PASS, "change_cipher_spec follows " + received.get(0) + ".", exchange)
                  : Expectations.finding(
                      Verdict.FAIL,
                      "No change_cipher_spec follows " + received.get(0) + ".",
                      exchange);
            });
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = GROUP,
      also = "RFC 5246 §7.4.1.3",
      says = "A server's random is fresh for each connection, and not the client's.",
      sends = "two equal ClientHellos",
      expects = "two randoms that differ from each other and from the client's",
      breach = Breach.SECURITY)
  void the_servers_random_is_fresh(ServerCase server) throws TargetException {
    ClientSettings settings = server.settings().build();
    Exchange first = server.meets(settings, AfterHandshake.NOTHING);
    Exchange second = server.meets(settings, AfterHandshake.NOTHING);
    Optional<byte[]> one = HelloAnswers.serverHello(first).map(HelloAnswerServerTest::random);
    Optional<byte[]> other = HelloAnswers.serverHello(second).map(HelloAnswerServerTest::random);
    if (one.isEmpty() || other.isEmpty()) {
      server.concludes(
          Finding.of(
              Verdict.INCONCLUSIVE,
              "It did not answer twice.",
              first.transcript(),
              second.transcript()));
      return;
    }
    byte[] client =
        Arrays.copyOf(first.outcome().clientHello().orElseThrow().random(), RANDOM - MARK);
    boolean fresh = !Arrays.equals(one.get(), other.get()) && !Arrays.equals(one.get(), client);
    server.concludes(
        Finding.of(
            fresh ? Verdict.PASS : Verdict.FAIL,
            fresh
                ? "Its two randoms differ from each other and from the client's."
                : "Its random comes again, or is the client's.",
            first.transcript(),
            second.transcript()));
  }

  /** Without the last bytes, which may mark a downgrade. */
  private static byte[] random(ServerHello hello) {
    return Arrays.copyOf(hello.random(), RANDOM - MARK);
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.3",
      group = GROUP,
      also = "RFC 9846 §4.3",
      says = "A ServerHello of TLS 1.3 has only the extensions that keys and version take.",
      sends = "a ClientHello with every extension that an old or new client might send",
      expects = "supported_versions, key_share and pre_shared_key at most, each once")
  void a_server_hello_of_tls_1_3_has_few_extensions(ServerCase server) throws TargetException {
    server
        .given(HelloAnswerServerTest::offeringAll)
        .watching(
            ifItAnswers(
                serverHello(
                    hello ->
                        repeated(hello.extensions())
                            .or(
                                () ->
                                    hello.extensions().stream()
                                        .map(Extension::type)
                                        .filter(type -> !OF_SERVER_HELLO.contains(type))
                                        .findFirst()
                                        .map(type -> "Its ServerHello has " + type + ".")))));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3",
      group = "Extensions",
      also = "RFC 9846 §4.4.1",
      says = "EncryptedExtensions has only what was offered and belongs there.",
      sends = "a ClientHello with every extension that an old or new client might send",
      expects = "no extension that was not offered, none of TLS 1.2, none for another message")
  void encrypted_extensions_has_what_belongs_there(ServerCase server) throws TargetException {
    server
        .given(HelloAnswerServerTest::offeringAll)
        .watching(
            ifItAnswers(
                exchange ->
                    extensions(
                            list ->
                                repeated(list)
                                    .or(() -> unsolicited(list, exchange))
                                    .or(
                                        () ->
                                            among(list, NEVER_IN_ENCRYPTED_EXTENSIONS)
                                                .or(() -> among(list, OF_TLS12))
                                                .map(
                                                    type ->
                                                        "Its EncryptedExtensions has "
                                                            + type
                                                            + ".")))
                        .judge(exchange)));
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 5246,
      section = "7.4.1.4",
      group = "Extensions",
      also = {"RFC 5246 §7.4.1.4.1", "RFC 9846 §4.3.1"},
      says = "A ServerHello of TLS 1.2 has only what was offered and belongs there.",
      sends = "ClientHellos with every extension that a client might send, and with hardly any",
      expects = "no extension that was not offered, none twice, none of TLS 1.3")
  void a_server_hello_of_tls_1_2_has_what_was_offered(ServerCase server) throws TargetException {
    server
        .given(HelloAnswerServerTest::offeringAll)
        .sends(Script.NONE)
        .or(
            "hardly any offered",
            Scripts.hello(Hellos.extensions(HelloAnswerServerTest::necessaryAlone)))
        .watching(
            ifItAnswers(
                exchange ->
                    extensions(
                            list ->
                                repeated(list)
                                    .or(() -> unsolicited(list, exchange))
                                    .or(
                                        () ->
                                            among(list, NEVER_IN_SERVER_HELLO_12)
                                                .map(type -> "Its ServerHello has " + type + ".")))
                        .judge(exchange)));
  }

  private static List<Extension> necessaryAlone(List<Extension> offered) {
    return offered.stream()
        .filter(
            one ->
                one.type().equals(ExtensionType.SUPPORTED_GROUPS)
                    || one.type().equals(ExtensionType.SERVER_NAME)
                    || one.type().equals(ExtensionType.SIGNATURE_ALGORITHMS))
        .toList();
  }

  private static Optional<String> repeated(List<Extension> list) {
    Set<ExtensionType> seen = new HashSet<>();
    return list.stream()
        .map(Extension::type)
        .filter(type -> !seen.add(type))
        .findFirst()
        .map(type -> "It sends " + type + " twice.");
  }

  private static Optional<String> unsolicited(List<Extension> list, Exchange exchange) {
    List<Extension> offered = exchange.outcome().clientHello().orElseThrow().extensions();
    return list.stream()
        .map(Extension::type)
        .filter(type -> Extension.find(offered, type).isEmpty())
        .findFirst()
        .map(type -> "It sends " + type + ", which was not offered.");
  }

  private static Optional<ExtensionType> among(List<Extension> list, Set<ExtensionType> which) {
    return list.stream().map(Extension::type).filter(which::contains).findFirst();
  }

  /** What is not there already of all that clients send. */
  private static ClientSettings.Builder offeringAll(ClientSettings.Builder settings) {
    boolean tls13 = settings.build().versions().contains(ProtocolVersion.TLS13);
    List<Extension> more = new ArrayList<>();
    more.add(Extension.empty(ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP));
    more.add(
        Extensions.signatureSchemes(
            ExtensionType.SIGNATURE_ALGORITHMS_CERT, settings.build().schemes()));
    more.add(new Extension(ExtensionType.PADDING, new byte[16]));
    if (tls13) {
      more.add(Extensions.uncompressedPoints());
      more.add(Extensions.renegotiationInfo());
      more.add(Extension.empty(ExtensionType.EXTENDED_MASTER_SECRET));
      more.add(Extension.empty(ExtensionType.ENCRYPT_THEN_MAC));
      more.add(Extension.empty(ExtensionType.SESSION_TICKET));
      more.add(Extension.of(ExtensionType.COMPRESS_CERTIFICATE, w -> w.vector8(l -> l.uint16(1))));
      more.add(Extension.empty(ExtensionType.POST_HANDSHAKE_AUTH));
    }
    return settings.stapling(true).alpn(List.of("http/1.1")).extensions(more);
  }
}
