package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.Authentication;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.ClientKey;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** How a server asks for a client certificate. */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_SERVER)
class CertificateRequestServerTest {
  private static final String GROUP = "Client authentication";

  /** The first octet of a scheme that is a pair of TLS 1.2: MD5 and SHA-1 (RFC 5246, A.4.1). */
  private static final Set<Integer> BROKEN_HASHES = Set.of(1, 2);

  /** The last octet of a scheme that is a pair of TLS 1.2: RSA, DSA, ECDSA. */
  private static final Set<Integer> OF_PAIRS = Set.of(1, 2, 3);

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED,
      anonymous = true)
  @Must(
      rfc = 9846,
      section = "4.4.2",
      group = GROUP,
      also = "RFC 5246 §7.4.4",
      says =
          "A request comes right after EncryptedExtensions; in TLS 1.2, right before"
              + " ServerHelloDone.",
      sends = "an ordinary handshake",
      expects = "CertificateRequest in its place",
      breach = Breach.INTEROPERABILITY)
  void a_certificate_request_is_in_its_place(ServerCase server) throws TargetException {
    server.concludes(CertificateRequests.placed(server.ordinary()));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED, anonymous = true)
  @Must(
      rfc = 9846,
      section = "4.4.2",
      group = GROUP,
      says = "In the handshake a request has no context.",
      sends = "an ordinary handshake",
      expects = "a CertificateRequest whose certificate_request_context is empty",
      breach = Breach.INTEROPERABILITY)
  void a_certificate_request_has_no_context(ServerCase server) throws TargetException {
    server.concludes(
        CertificateRequests.judged(
            server.ordinary(),
            request ->
                request.context().length == 0
                    ? Optional.empty()
                    : Optional.of("It has a context of " + request.context().length + " octets."),
            "It has none."));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED, anonymous = true)
  @Must(
      rfc = 9846,
      section = "4.4.2",
      group = GROUP,
      also = "RFC 9846 §4.3",
      says = "A request carries signature_algorithms, and nothing that belongs elsewhere.",
      sends = "an ordinary handshake",
      expects = "a CertificateRequest with the extensions that it may have",
      breach = Breach.INTEROPERABILITY)
  void a_certificate_request_carries_its_own_extensions(ServerCase server) throws TargetException {
    server.concludes(
        CertificateRequests.judged(
            server.ordinary(),
            CertificateRequests::extensionsOf,
            "Its extensions are those of a request."));
  }

  @OnServer(versions = "1.2", asking = ClientAuthentication.REQUIRED, anonymous = true)
  @Must(
      rfc = 5246,
      section = "7.4.4",
      group = GROUP,
      says = "A request of TLS 1.2 names certificate types, and pairs of hash and signature.",
      sends = "an ordinary handshake",
      expects = "a CertificateRequest with both lists",
      breach = Breach.INTEROPERABILITY)
  void a_certificate_request_of_tls_1_2_names_types_and_pairs(ServerCase server)
      throws TargetException {
    server.concludes(
        CertificateRequests.judged12(
            server.ordinary(),
            request -> {
              if (request.certificateTypes().length == 0) {
                return Optional.of("It names no certificate type.");
              }
              return request.schemes().isEmpty()
                  ? Optional.of("It names no pair of hash and signature.")
                  : Optional.empty();
            },
            "It names both."));
  }

  @OnServer(versions = "1.2", asking = ClientAuthentication.REQUIRED, anonymous = true)
  @Should(
      rfc = 9155,
      section = "3",
      group = GROUP,
      says = "A request of TLS 1.2 names neither MD5 nor SHA-1.",
      sends = "an ordinary handshake",
      expects = "a CertificateRequest without them",
      breach = Breach.SECURITY)
  void a_certificate_request_names_no_broken_hash(ServerCase server) throws TargetException {
    server.concludes(
        CertificateRequests.judged12(
            server.ordinary(),
            request -> {
              List<SignatureScheme> broken =
                  request.schemes().stream()
                      .filter(CertificateRequestServerTest::isBroken)
                      .toList();
              return broken.isEmpty() ? Optional.empty() : Optional.of("It names " + broken + ".");
            },
            "It names none of them."));
  }

  private static boolean isBroken(SignatureScheme scheme) {
    return BROKEN_HASHES.contains(scheme.code() >> 8) && OF_PAIRS.contains(scheme.code() & 0xff);
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED,
      anonymous = true)
  @Should(
      rfc = 9846,
      section = "4.3.4",
      group = GROUP,
      also = "RFC 5246 §7.4.4",
      says = "The authorities that a request names are those that the server trusts.",
      sends = "an ordinary handshake",
      expects = "no authorities, or the names of those that the server was set up with",
      breach = Breach.INTEROPERABILITY)
  void a_certificate_request_names_trusted_authorities(ServerCase server) throws TargetException {
    server.concludes(authorities(server, server.ordinary()));
  }

  private static Finding authorities(ServerCase server, Exchange exchange) {
    Optional<CertificateAsk> ask = exchange.outcome().ask();
    if (ask.isEmpty()) {
      return CertificateRequests.none(exchange);
    }
    List<byte[]> named = ask.get().authorities();
    if (named.isEmpty()) {
      boolean empty =
          Extension.find(ask.get().extensions(), ExtensionType.CERTIFICATE_AUTHORITIES).isPresent();
      return Expectations.finding(
          empty ? Verdict.FAIL : Verdict.PASS,
          empty ? "Its certificate_authorities are empty." : "It names none.",
          exchange);
    }
    Set<X500Principal> authorities = new HashSet<>();
    for (byte[] name : named) {
      try {
        authorities.add(new X500Principal(name));
      } catch (IllegalArgumentException e) {
        return Expectations.finding(
            Verdict.FAIL, "An authority that it names is no distinguished name.", exchange);
      }
    }
    return server.server().takesSetup()
        ? compared(authorities, server.server().run().mint().trustAnchors(Role.CLIENT), exchange)
        : Expectations.finding(Verdict.PASS, "It names " + named.size() + ".", exchange);
  }

  /** A trusted certificate that is no authority stands for the one that issued it. */
  private static Finding compared(
      Set<X500Principal> named, Collection<X509Certificate> anchors, Exchange exchange) {
    Set<X500Principal> strangers = new HashSet<>(named);
    anchors.forEach(
        anchor -> {
          strangers.remove(anchor.getSubjectX500Principal());
          strangers.remove(anchor.getIssuerX500Principal());
        });
    long missing =
        anchors.stream()
            .filter(anchor -> !named.contains(anchor.getSubjectX500Principal()))
            .filter(anchor -> !named.contains(anchor.getIssuerX500Principal()))
            .count();
    String words =
        !strangers.isEmpty()
            ? "It names " + strangers.size() + " that it was not set up with."
            : missing > 0
                ? "It names some that it trusts, and leaves out " + missing + "."
                : "It names all " + named.size() + " that it was set up with.";
    return Expectations.finding(
        strangers.isEmpty() && missing == 0 ? Verdict.PASS : Verdict.FAIL, words, exchange);
  }

  @OnServer(versions = "1.2", asking = ClientAuthentication.REQUIRED, anonymous = true)
  @Must(
      rfc = 5246,
      section = "7.4.4",
      group = GROUP,
      says = "A server that shows no certificate asks for none.",
      sends = "a ClientHello that offers anonymous cipher suites alone",
      expects = "no CertificateRequest",
      breach = Breach.INTEROPERABILITY)
  void an_anonymous_server_asks_for_no_certificate(ServerCase server) throws TargetException {
    Exchange exchange =
        server.meets(
            server.settings().cipherSuites(anonymousSuites()).build(), AfterHandshake.NOTHING);
    if (exchange.outcome().serverHello().isEmpty()) {
      boolean refused = exchange.reaction() instanceof Reaction.Refused;
      server.concludes(
          Expectations.finding(
              refused ? Verdict.NOT_APPLICABLE : Verdict.INCONCLUSIVE,
              refused
                  ? "The server takes no anonymous cipher suite."
                  : "It did not answer a ClientHello with anonymous cipher suites alone.",
              exchange));
      return;
    }
    boolean asked = exchange.outcome().ask().isPresent();
    server.concludes(
        Expectations.finding(
            asked ? Verdict.FAIL : Verdict.PASS,
            asked
                ? "It is anonymous, and asks for a certificate."
                : "It is anonymous, and does not ask.",
            exchange));
  }

  private static List<CipherSuite> anonymousSuites() {
    return CipherSuite.registered().stream()
        .flatMap(suite -> CipherSuiteParameters.of(suite).stream())
        .filter(parameters -> parameters.fits(ProtocolVersion.TLS12))
        .filter(parameters -> parameters.authentication() == Authentication.ANONYMOUS)
        .filter(parameters -> !parameters.bulk().isExport())
        .map(CipherSuiteParameters::suite)
        .toList();
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Needs(Feature.TICKETS_13)
  @Must(
      rfc = 9846,
      section = "4.4.2",
      group = GROUP,
      says = "A server that resumes a session asks for no certificate in the handshake.",
      sends = "a ticket of a session whose client had a certificate",
      expects = "no CertificateRequest in the handshake that resumes it",
      breach = Breach.INTEROPERABILITY)
  void a_resumed_session_brings_no_certificate_request(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .resuming()
        .expecting(
            exchange -> {
              boolean resumed = exchange.outcome().resumed();
              boolean asked = !exchange.received(CertificateRequests.REQUEST).isEmpty();
              if (!resumed) {
                return Expectations.finding(
                    Verdict.NOT_APPLICABLE,
                    "It does not resume sessions of clients with a certificate.",
                    exchange);
              }
              return Expectations.finding(
                  asked ? Verdict.FAIL : Verdict.PASS,
                  asked ? "It resumes and asks." : "It resumes and does not ask.",
                  exchange);
            });
  }
}
