package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.INSUFFICIENT_SECURITY;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOnOrAborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;
import static io.github.tlsgauntlet.suite.conformance.HelloExpectations.atOnce;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a server makes of the suites, groups and schemes that a ClientHello offers. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_SERVER)
class HelloParametersServerTest {
  private static final String GROUP = "ClientHello";
  private static final int GREASE = 0x2a2a;
  private static final int PRIVATE_GROUP = 0xfe77;

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 8701,
      section = "3.2",
      group = GROUP,
      also = "RFC 9846 §9.3",
      says = "GREASE values in a ClientHello are passed over like any unknown ones.",
      sends =
          "GREASE among cipher suites, extensions, groups, shares, signature schemes, PSK modes and"
              + " application protocols, all together and each alone",
      expects = "the handshake goes on, with nothing of that negotiated")
  void grease_is_passed_over(ServerCase server) throws TargetException {
    server
        .sends(
            Scripts.hello(Grease.andSuites(new CipherSuite(GREASE)))
                .then(extension(GREASE))
                .then(Scripts.hello(Grease.andCode(ExtensionType.SUPPORTED_GROUPS, GREASE)))
                .then(Scripts.hello(Grease.andShare(GREASE)))
                .then(Scripts.hello(Grease.andCode(ExtensionType.SIGNATURE_ALGORITHMS, GREASE)))
                .then(Scripts.hello(Grease.andPskMode(0x4b))))
        .or("cipher suites", Scripts.hello(Grease.andSuites(new CipherSuite(0x0a0a))))
        .or("extensions", extension(0xfafa))
        .or(
            "supported_groups",
            Scripts.hello(Grease.andCode(ExtensionType.SUPPORTED_GROUPS, 0x8a8a)))
        .or(
            "key_share",
            Scripts.hello(Grease.andCode(ExtensionType.SUPPORTED_GROUPS, 0x9a9a))
                .then(Scripts.hello(Grease.andShare(0x9a9a))))
        .or(
            "signature_algorithms",
            Scripts.hello(Grease.andCode(ExtensionType.SIGNATURE_ALGORITHMS, 0xdada)))
        .or("PSK modes", Scripts.hello(Grease.andPskMode(0xe4)))
        .or("application protocols", Scripts.hello(Grease.protocols("\u006a\u006a")))
        .expecting(Grease.notNegotiated());
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "9.3",
      group = GROUP,
      also = {"RFC 9846 §4.2.2", "RFC 5246 §7.4.1.2"},
      says = "Values that nobody has registered are passed over, whatever they look like.",
      sends =
          "cipher suites, extensions, groups, shares and signature schemes of private use, and as"
              + " many as two hundred suites",
      expects = "the handshake goes on")
  void unknown_values_are_passed_over(ServerCase server) throws TargetException {
    server
        .sends(Scripts.hello(Grease.andSuites(new CipherSuite(0xff42), new CipherSuite(0x00fe))))
        .or("two hundred suites", Scripts.hello(Grease.andSuites(many())))
        .or("extensions", extension(0xff42))
        .or(
            "supported_groups",
            Scripts.hello(Grease.andCode(ExtensionType.SUPPORTED_GROUPS, PRIVATE_GROUP)))
        .or(
            "key_share",
            Scripts.hello(Grease.andCode(ExtensionType.SUPPORTED_GROUPS, PRIVATE_GROUP))
                .then(Scripts.hello(Grease.andShare(PRIVATE_GROUP))))
        .or(
            "signature_algorithms",
            Scripts.hello(Grease.andCode(ExtensionType.SIGNATURE_ALGORITHMS, 0xfe77)))
        .expecting(goesOn());
  }

  private static CipherSuite[] many() {
    CipherSuite[] suites = new CipherSuite[200];
    Arrays.setAll(suites, i -> new CipherSuite(0xff00 + i));
    return suites;
  }

  private static Script extension(int type) {
    return Scripts.hello(Hellos.and(new Extension(new ExtensionType(type), new byte[] {1, 2, 3})));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.1",
      group = GROUP,
      also = {"RFC 5246 §7.4.1.3", "RFC 5746 §3.3"},
      says = "Without a common cipher suite there is no handshake.",
      sends = "cipher suites that nobody has; signalling suites alone",
      expects = "handshake_failure; in TLS 1.3 insufficient_security too")
  void no_common_suite_is_refused(ServerCase server) throws TargetException {
    server
        .sends(suites(0xff42, 0xff43))
        .or("signalling suites", suites(0x00ff))
        .expecting(atOnce(aborts(noParameters(server))));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "B.4",
      group = GROUP,
      also = "RFC 9846 §4.2.1",
      says = "Suites of TLS 1.3 and of older versions are not taken for each other.",
      sends = "a hello of TLS 1.2 with suites of TLS 1.3 alone; and the reverse",
      expects = "handshake_failure; in TLS 1.3 insufficient_security too",
      breach = Breach.SECURITY)
  void suites_of_another_version_are_refused(ServerCase server) throws TargetException {
    boolean tls13 = server.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    server
        .sends(
            tls13
                ? suites(0xc02f, 0xc02b, 0xc030, 0xc02c, 0x009c, 0x002f)
                : suites(0x1301, 0x1302, 0x1303))
        .expecting(atOnce(aborts(noParameters(server))));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.2.1",
      group = GROUP,
      says = "Without a common group there is no handshake by certificates.",
      sends = "supported_groups of private use alone, and no share",
      expects = "handshake_failure or insufficient_security")
  void no_common_group_is_refused(ServerCase server) throws TargetException {
    server
        .sends(
            Scripts.hello(
                    Hellos.with(Extensions.supportedGroups(List.of(new NamedGroup(PRIVATE_GROUP)))))
                .then(Scripts.hello(Hellos.with(Extensions.keyShares(List.of())))))
        .expecting(atOnce(aborts(HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY)));
  }

  @OnServer(versions = "1.2")
  @Needs(Feature.ECDHE_SUITE)
  @Must(
      rfc = 8422,
      section = "5.1",
      group = GROUP,
      says = "No suite with elliptic curves is chosen where there is no common curve.",
      sends = "supported_groups of private use alone, and suites with ECDHE alone",
      expects = "handshake_failure",
      breach = Breach.INTEROPERABILITY)
  void no_common_curve_is_refused(ServerCase server) throws TargetException {
    server
        .sends(
            suites(0xc02f, 0xc02b, 0xc030, 0xc02c, 0xcca8, 0xcca9, 0xc013, 0xc009, 0xc014, 0xc00a)
                .then(
                    Scripts.hello(
                        Hellos.with(
                            Extensions.supportedGroups(List.of(new NamedGroup(PRIVATE_GROUP)))))))
        .expecting(atOnce(refuses(HANDSHAKE_FAILURE)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.2.1",
      group = GROUP,
      also = {"RFC 9846 §4.3.3", "RFC 5246 §7.4.1.4.1"},
      says = "Without a common signature scheme no server proves what it is.",
      sends = "signature_algorithms of private use alone, and suites that take a signature",
      expects = "handshake_failure, or another refusal",
      breach = Breach.SECURITY)
  void no_common_signature_scheme_is_refused(ServerCase server) throws TargetException {
    Script schemes =
        Scripts.hello(
            Hellos.with(
                Extensions.signatureSchemes(
                    ExtensionType.SIGNATURE_ALGORITHMS, List.of(new SignatureScheme(0xfe77)))));
    boolean tls13 = server.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    server
        .sends(
            tls13
                ? schemes
                : suites(0xc02f, 0xc02b, 0xc030, 0xc02c, 0xcca8, 0xcca9, 0xc013, 0xc009, 0x009e)
                    .then(schemes))
        .expecting(atOnce(refuses(HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY)));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = {"RFC 5246 §7.4.3", "RFC 9846 §4.3.3"},
      says = "A server signs by a scheme that the client offers, or not at all.",
      sends = "signature_algorithms without the scheme that the server chose before",
      expects = "another scheme of the list, or a refusal",
      breach = Breach.SECURITY)
  void no_scheme_is_used_that_was_not_offered(ServerCase server) throws TargetException {
    Optional<SignatureScheme> usual = server.ordinary().outcome().scheme();
    if (usual.isEmpty()) {
      server.concludes(
          Expectations.finding(
              Verdict.NOT_APPLICABLE, "It signs nothing in the handshake.", server.ordinary()));
      return;
    }
    List<SignatureScheme> others =
        server.settings().build().schemes().stream()
            .filter(scheme -> !scheme.equals(usual.get()))
            .toList();
    server
        .sends(
            Scripts.hello(
                Hellos.with(
                    Extensions.signatureSchemes(ExtensionType.SIGNATURE_ALGORITHMS, others))))
        .watching(exchange -> ofThese(others, exchange));
  }

  private static Finding ofThese(List<SignatureScheme> offered, Exchange exchange) {
    Optional<SignatureScheme> used = exchange.outcome().scheme();
    if (used.isPresent()) {
      return Expectations.finding(
          offered.contains(used.get()) ? Verdict.PASS : Verdict.FAIL,
          "It signs by "
              + used.get()
              + (offered.contains(used.get())
                  ? ", which was offered."
                  : ", which was not offered."),
          exchange);
    }
    return exchange.taken()
        ? Expectations.finding(Verdict.PASS, "It goes on without a signature.", exchange)
        : refuses(HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY).judge(exchange);
  }

  @OnServer(versions = "1.2")
  @Must(
      rfc = 9325,
      section = "4.1",
      group = GROUP,
      also = {"RFC 7465 §2", "RFC 9846 §E.5", "RFC 5246 §A.5"},
      says = "Suites without encryption, without a name, or of a strength long broken are refused.",
      sends = "suites with NULL alone; with RC4 alone; for export alone; anonymous ones alone",
      expects = "handshake_failure or insufficient_security",
      breach = Breach.SECURITY)
  void suites_of_no_strength_are_refused(ServerCase server) throws TargetException {
    server
        .sends(suites(0x0001, 0x0002, 0x003b, 0xc006, 0xc010))
        .or("RC4", suites(0x0004, 0x0005, 0xc007, 0xc011))
        .or("export and DES", suites(0x0003, 0x0006, 0x0008, 0x0014, 0x0009, 0x0015))
        .or("anonymous", suites(0x0018, 0x0034, 0x003a, 0x006c, 0x00a6, 0xc018, 0xc019))
        .expecting(atOnce(refuses(HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY)));
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.8",
      group = GROUP,
      says = "A client may send as many shares as it has groups.",
      sends = "a share for each of eight groups, hybrid and finite-field ones too",
      expects = "the handshake goes on")
  void any_number_of_shares_is_taken(ServerCase server) throws TargetException {
    List<NamedGroup> groups = server.settings().build().groups();
    server.given(settings -> settings.shares(groups)).sends(Script.NONE).watching(goesOn());
  }

  @OnServer(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.7",
      group = GROUP,
      says = "A group that is named twice is passed over, or told by the alert for it.",
      sends = "supported_groups with every group twice",
      expects = "the handshake goes on, or illegal_parameter",
      breach = Breach.FORM)
  void a_group_named_twice_is_passed_over_or_told(ServerCase server) throws TargetException {
    List<NamedGroup> groups = server.settings().build().groups();
    server
        .sends(
            Scripts.hello(
                Hellos.with(
                    Extensions.supportedGroups(
                        Stream.concat(groups.stream(), groups.stream()).toList()))))
        .expecting(goesOnOrAborts(ILLEGAL_PARAMETER));
  }

  private static AlertDescription[] noParameters(ServerCase server) {
    return server.version().filter(ProtocolVersion.TLS13::equals).isPresent()
        ? new AlertDescription[] {HANDSHAKE_FAILURE, INSUFFICIENT_SECURITY}
        : new AlertDescription[] {HANDSHAKE_FAILURE};
  }

  private static Script suites(int... codes) {
    return Scripts.hello(Hellos.suites(Arrays.stream(codes).mapToObj(CipherSuite::new).toList()));
  }
}
