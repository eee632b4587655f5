package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterServed;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a client offers by itself. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class ClientHelloClientTest {
  private static final String GROUP = "ClientHello";
  private static final CipherSuite SIGNAL = new CipherSuite(0x00ff);
  private static final int SHA1 = 2;

  /** Ends a test: right where nothing is wrong with the ClientHello. */
  private static void concludes(ClientCase client, Exchange exchange, List<String> wrong) {
    client.concludes(
        Expectations.finding(
            wrong.isEmpty() ? Verdict.PASS : Verdict.FAIL,
            wrong.isEmpty()
                ? "Its ClientHello is as it should be."
                : "Its ClientHello has " + String.join(", ", wrong) + ".",
            exchange));
  }

  private static void concludes(ClientCase client, List<String> wrong) throws TargetException {
    concludes(client, client.ordinary(), wrong);
  }

  @OnClient
  @Must(
      rfc = 6176,
      section = "3",
      group = GROUP,
      says = "A client sends a ClientHello of TLS, and none in the format of SSL 2.0.",
      sends = "nothing unusual, at a server that reads either",
      expects = "a ClientHello in a record of TLS",
      breach = Breach.SECURITY)
  void the_hello_has_the_format_of_tls(ClientCase client) throws TargetException {
    Exchange exchange =
        client.meets(
            client.settings().deviations(new Deviation.TakeSsl2Hello()).build(),
            client.setup(),
            AfterServed::answer);
    boolean ofTls = !exchange.received(HandshakeType.CLIENT_HELLO.toString()).isEmpty();
    concludes(client, exchange, ofTls ? List.of() : List.of("the format of SSL 2.0"));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "9.2",
      group = GROUP,
      says = "A ClientHello of TLS 1.3 has the extensions that it takes.",
      sends = "nothing unusual",
      expects = "supported_versions, signature_algorithms, supported_groups and key_share")
  void the_extensions_of_tls_1_3_are_there(ClientCase client) throws TargetException {
    ClientHello hello = client.hello();
    concludes(
        client,
        Stream.of(
                ExtensionType.SUPPORTED_VERSIONS,
                ExtensionType.SIGNATURE_ALGORITHMS,
                ExtensionType.SUPPORTED_GROUPS,
                ExtensionType.KEY_SHARE)
            .filter(type -> hello.extension(type).isEmpty())
            .map(type -> "no " + type)
            .toList());
  }

  @OnClient
  @Must(
      rfc = 9325,
      section = "4.1",
      group = GROUP,
      also = {"RFC 7465 §2", "RFC 5246 §A.5"},
      says = "A client offers no suite without encryption or authentication, for export, or RC4.",
      sends = "nothing unusual",
      expects = "no such suite",
      breach = Breach.SECURITY)
  void no_suite_that_protects_nothing_is_offered(ClientCase client) throws TargetException {
    concludes(
        client,
        client.hello().cipherSuites().stream()
            .filter(
                suite ->
                    SuiteTraits.of(suite)
                        .filter(
                            one -> one.rc4() || one.export() || one.anonymous() || one.bits() < 112)
                        .isPresent())
            .map(CipherSuite::toString)
            .toList());
  }

  @OnClient
  @Must(
      rfc = 9155,
      section = "2",
      group = GROUP,
      says = "A client offers no signatures with MD5 or SHA-1.",
      sends = "nothing unusual",
      expects = "signature_algorithms without such",
      breach = Breach.SECURITY)
  void no_signature_with_sha_1_is_offered(ClientCase client) throws TargetException {
    concludes(
        client,
        Offered.schemes(client.hello()).stream()
            .filter(scheme -> scheme.code() >>> 8 == 1 || scheme.code() >>> 8 == SHA1)
            .map(Object::toString)
            .toList());
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      also = "RFC 9325 §3.3",
      says = "A client offers no compression.",
      sends = "nothing unusual",
      expects = "the null method alone",
      breach = Breach.SECURITY)
  void no_compression_is_offered(ClientCase client) throws TargetException {
    byte[] methods = client.hello().compressionMethods();
    concludes(
        client,
        Arrays.equals(methods, new byte[1])
            ? List.of()
            : List.of("the compression methods " + Arrays.toString(methods)));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      says = "The legacy_version of a ClientHello that offers TLS 1.3 is TLS 1.2.",
      sends = "nothing unusual",
      expects = "0x0303",
      breach = Breach.FORM)
  void the_legacy_version_is_tls_1_2(ClientCase client) throws TargetException {
    ProtocolVersion legacy = client.hello().legacyVersion();
    concludes(
        client,
        legacy.equals(ProtocolVersion.TLS12) ? List.of() : List.of("the legacy_version " + legacy));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.8",
      group = GROUP,
      says = "A client's shares are for groups that it offers, in their order, one for each.",
      sends = "nothing unusual",
      expects = "key_share that agrees with supported_groups",
      breach = Breach.FORM)
  void the_shares_agree_with_the_groups(ClientCase client) throws TargetException {
    List<NamedGroup> groups = Offered.groups(client.hello());
    List<NamedGroup> shares = Offered.shares(client.hello());
    List<NamedGroup> ordered = groups.stream().filter(shares::contains).toList();
    concludes(
        client,
        ordered.equals(shares) ? List.of() : List.of("shares for " + shares + " and " + groups));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.3",
      group = GROUP,
      also = "RFC 5246 §7.4.1.4",
      says = "A ClientHello has no two extensions of one type.",
      sends = "nothing unusual",
      expects = "each type once",
      breach = Breach.FORM)
  void no_extension_is_offered_twice(ClientCase client) throws TargetException {
    List<ExtensionType> types = client.hello().extensions().stream().map(Extension::type).toList();
    concludes(
        client,
        types.stream()
            .distinct()
            .filter(type -> types.indexOf(type) != types.lastIndexOf(type))
            .map(type -> type + " twice")
            .toList());
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.2",
      group = GROUP,
      also = "RFC 9846 §4.3.8",
      says = "A client draws its random and its shares anew for each connection.",
      sends = "two ordinary handshakes",
      expects = "another random, and other shares",
      breach = Breach.SECURITY)
  void nothing_random_is_used_twice(ClientCase client) throws TargetException {
    ClientHello first = client.hello();
    Exchange again = client.meets(client.settings().build(), client.setup(), AfterServed::answer);
    ClientHello second = again.outcome().clientHello().orElseThrow();
    List<String> wrong = new ArrayList<>();
    if (Arrays.equals(first.random(), second.random())) {
      wrong.add("the random of another");
    }
    if (first.extension(ExtensionType.KEY_SHARE).isPresent()
        && Arrays.equals(share(first), share(second))) {
      wrong.add("the shares of another");
    }
    concludes(client, again, wrong);
  }

  private static byte[] share(ClientHello hello) {
    return hello.extension(ExtensionType.KEY_SHARE).map(Extension::data).orElse(new byte[0]);
  }

  @OnClient
  @Must(
      rfc = 6066,
      section = "3",
      group = GROUP,
      says = "A client that expects an address sends no server_name.",
      sends = "the client is to connect to 127.0.0.1",
      expects = "no server_name",
      breach = Breach.FORM)
  void an_address_is_no_server_name(ClientCase client) throws TargetException {
    ClientSetup usual = client.setup();
    Exchange exchange =
        client.meets(
            client.settings().build(),
            new ClientSetup(usual.serverTrust(), "127.0.0.1", usual.credential(), usual.versions()),
            AfterServed::answer);
    boolean named =
        exchange
            .outcome()
            .clientHello()
            .flatMap(hello -> hello.extension(ExtensionType.SERVER_NAME))
            .isPresent();
    concludes(client, exchange, named ? List.of("a server_name") : List.of());
  }

  @OnClient(versions = "1.2")
  @Must(
      rfc = 5746,
      section = "3.4",
      group = "Renegotiation",
      says = "A client says that it knows secure renegotiation.",
      sends = "nothing unusual",
      expects = "an empty renegotiation_info, or TLS_EMPTY_RENEGOTIATION_INFO_SCSV",
      breach = Breach.SECURITY)
  void secure_renegotiation_is_offered(ClientCase client) throws TargetException {
    ClientHello hello = client.hello();
    boolean offered =
        hello.cipherSuites().contains(SIGNAL)
            || hello
                .extension(ExtensionType.RENEGOTIATION_INFO)
                .filter(info -> Arrays.equals(info.data(), new byte[1]))
                .isPresent();
    concludes(client, offered ? List.of() : List.of("neither renegotiation_info nor its signal"));
  }

  @OnClient(versions = "1.2")
  @Should(
      rfc = 9325,
      section = "3.5",
      group = "Extensions",
      also = "RFC 7627 §5.2",
      says = "A client offers the extended master secret.",
      sends = "nothing unusual",
      expects = "extended_master_secret",
      breach = Breach.SECURITY)
  void the_extended_master_secret_is_offered(ClientCase client) throws TargetException {
    concludes(
        client,
        client.hello().extension(ExtensionType.EXTENDED_MASTER_SECRET).isPresent()
            ? List.of()
            : List.of("no extended_master_secret"));
  }
}
