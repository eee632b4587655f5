package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.ClientKey;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suite.conformance.ServerStimulus;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which signature schemes a server takes in a client's CertificateVerify. */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_SERVER)
class ClientSchemeServerTest {
  private static final String GROUP = "Client authentication";

  /** Of a range that is never assigned (RFC 8701, Section 2). */
  private static final List<SignatureScheme> GREASE =
      List.of(new SignatureScheme(0x0a0a), new SignatureScheme(0xfafa));

  private static final SignatureScheme MD5_RSA = new SignatureScheme(0x0101);

  /** What TLS 1.2 has beside the schemes of TLS 1.3 that our client makes. */
  private static final List<SignatureScheme> SHA224 =
      List.of(new SignatureScheme(0x0303), new SignatureScheme(0x0301));

  private static final List<SignatureScheme> SHA_1 =
      List.of(SignatureScheme.ECDSA_SHA1, SignatureScheme.RSA_PKCS1_SHA1);

  /** In the order in which one is named that a server did not ask for. */
  private static final List<SignatureScheme> SELDOM_ASKED =
      List.of(
          SignatureScheme.MLDSA87,
          SignatureScheme.ED448,
          SignatureScheme.ED25519,
          SignatureScheme.ECDSA_SECP521R1_SHA512,
          new SignatureScheme(0xfe77));

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = "RFC 9846 §4.3.3",
      says = "A client's RSA signature of TLS 1.3 is RSASSA-PSS, whatever the request lists.",
      sends = "a right signature by rsa_pkcs1_sha256, sha384, sha512 and sha1",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.SECURITY)
  void a_client_signature_of_pkcs1_is_refused(ServerCase server) throws TargetException {
    by(
            server.presenting(ClientKey.RSA),
            SignatureScheme.RSA_PKCS1_SHA256,
            SignatureScheme.RSA_PKCS1_SHA384,
            SignatureScheme.RSA_PKCS1_SHA512,
            SignatureScheme.RSA_PKCS1_SHA1)
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      says = "SHA-1 signs nothing in TLS 1.3.",
      sends = "a right signature by ecdsa_sha1",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.SECURITY)
  void a_client_signature_of_sha_1_is_refused_in_tls_1_3(ServerCase server) throws TargetException {
    by(server.presenting(ClientKey.P256), SignatureScheme.ECDSA_SHA1)
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      says = "A client signs with a scheme that the request lists.",
      sends = "a signature by a scheme that the request does not list",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.SECURITY)
  void a_client_scheme_that_was_not_listed_is_refused(ServerCase server) throws TargetException {
    List<SignatureScheme> listed = listed(server);
    SignatureScheme unlisted = firstUnlisted(SELDOM_ASKED.stream(), listed).orElseThrow();
    ServerStimulus stimulus =
        server
            .presenting(ClientKey.ANY)
            .or("the name of " + unlisted, ClientProofs.named(unlisted));
    for (SignatureScheme fitting : unlistedOfKey(server, listed)) {
      stimulus = by(stimulus, fitting);
    }
    stimulus.expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.2", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5246,
      section = "7.4.8",
      group = GROUP,
      says = "A client of TLS 1.2 signs with a pair of hash and signature that the request lists.",
      sends = "a signature by a pair that the request does not list",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.SECURITY)
  void a_client_pair_that_was_not_listed_is_refused(ServerCase server) throws TargetException {
    List<SignatureScheme> listed = listed(server);
    SignatureScheme unlisted = firstUnlisted(SELDOM_ASKED.stream(), listed).orElseThrow();
    ServerStimulus stimulus =
        server
            .presenting(ClientKey.ANY)
            .or("the name of " + unlisted, ClientProofs.named(unlisted));
    for (SignatureScheme fitting : unlistedOfKey(server, listed)) {
      stimulus = by(stimulus, fitting);
    }
    stimulus.expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = "RFC 5246 §7.4.8",
      says = "The scheme of a client's signature is one for its kind of key: here, RSA.",
      sends = "ecdsa_secp256r1_sha256 on the signature of an RSA key",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.FORM)
  void an_ecdsa_scheme_of_a_client_with_an_rsa_key_is_refused(ServerCase server)
      throws TargetException {
    server
        .presenting(ClientKey.RSA)
        .sends(ClientProofs.named(SignatureScheme.ECDSA_SECP256R1_SHA256))
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = "RFC 5246 §7.4.8",
      says = "The scheme of a client's signature is one for its kind of key: here, P-256.",
      sends = "rsa_pss_rsae_sha256, rsa_pkcs1_sha256 and ed25519 on the signature of a P-256 key",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.FORM)
  void an_rsa_scheme_of_a_client_with_an_ec_key_is_refused(ServerCase server)
      throws TargetException {
    server
        .presenting(ClientKey.P256)
        .or("rsa_pss_rsae_sha256", ClientProofs.named(SignatureScheme.RSA_PSS_RSAE_SHA256))
        .or("rsa_pkcs1_sha256", ClientProofs.named(SignatureScheme.RSA_PKCS1_SHA256))
        .or("ed25519", ClientProofs.named(SignatureScheme.ED25519))
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.3.3",
      group = GROUP,
      says = "rsa_pss_pss_* is for keys that are for RSASSA-PSS alone.",
      sends = "a right signature by rsa_pss_pss_sha256 of a key that is rsaEncryption",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.FORM)
  void rsa_pss_pss_of_an_rsa_encryption_client_is_refused(ServerCase server)
      throws TargetException {
    by(server.presenting(ClientKey.RSA), SignatureScheme.RSA_PSS_PSS_SHA256)
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.3.3",
      group = GROUP,
      says = "rsa_pss_rsae_* is for keys that are rsaEncryption.",
      sends = "a right signature by rsa_pss_rsae_sha256 of a key for RSASSA-PSS alone",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.FORM)
  void rsa_pss_rsae_of_an_rsassa_pss_client_is_refused(ServerCase server) throws TargetException {
    by(server.presenting(ClientKey.RSA_PSS), SignatureScheme.RSA_PSS_RSAE_SHA256)
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.3.3",
      group = GROUP,
      says = "In TLS 1.3 an ECDSA scheme is for keys on its own curve.",
      sends = "a right signature of a P-256 key by ecdsa_secp384r1_sha384 and two others",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.FORM)
  void an_ecdsa_scheme_of_another_curve_is_refused(ServerCase server) throws TargetException {
    by(
            server.presenting(ClientKey.P256),
            SignatureScheme.ECDSA_SECP384R1_SHA384,
            SignatureScheme.ECDSA_SECP521R1_SHA512,
            SignatureScheme.ECDSA_BRAINPOOLP256R1TLS13_SHA256)
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.2", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9155,
      section = "5",
      group = GROUP,
      says = "A CertificateVerify with SHA-1 ends the handshake: with ECDSA.",
      sends = "a right signature by ECDSA with SHA-1",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_client_signature_of_ecdsa_with_sha_1_is_refused(ServerCase server) throws TargetException {
    by(server.presenting(ClientKey.P256), SignatureScheme.ECDSA_SHA1)
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.2", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9155,
      section = "5",
      group = GROUP,
      says = "A CertificateVerify with MD5 or SHA-1 ends the handshake: with RSA.",
      sends = "a right signature by RSA with MD5, and with SHA-1",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_client_signature_of_rsa_with_md5_or_sha_1_is_refused(ServerCase server)
      throws TargetException {
    by(server.presenting(ClientKey.RSA), MD5_RSA, SignatureScheme.RSA_PKCS1_SHA1)
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 8701,
      section = "4.1",
      group = GROUP,
      says = "A client that signs with GREASE is refused.",
      sends = "a GREASE value as the scheme of CertificateVerify",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.FORM)
  void grease_as_the_scheme_of_a_client_is_refused(ServerCase server) throws TargetException {
    ServerStimulus stimulus = server.presenting(ClientKey.ANY);
    for (SignatureScheme scheme : GREASE) {
      stimulus = stimulus.or(scheme.toString(), ClientProofs.named(scheme));
    }
    stimulus.expecting(refuses(ILLEGAL_PARAMETER));
  }

  /** Signatures that are right but for their scheme. */
  private static ServerStimulus by(ServerStimulus stimulus, SignatureScheme... schemes) {
    ServerStimulus all = stimulus;
    for (SignatureScheme scheme : schemes) {
      all =
          all.orDoes(
              scheme.toString(),
              settings -> settings.deviations(new Deviation.ProofByScheme(scheme)));
    }
    return all;
  }

  private static List<SignatureScheme> listed(ServerCase server) throws TargetException {
    return server.ordinary().outcome().ask().map(CertificateAsk::schemes).orElse(List.of());
  }

  private static Optional<SignatureScheme> firstUnlisted(
      Stream<SignatureScheme> schemes, List<SignatureScheme> listed) {
    return schemes.filter(scheme -> !listed.contains(scheme)).findFirst();
  }

  /** One that fits the client's key, and is not listed; SHA-1 has requirements of its own. */
  private static List<SignatureScheme> unlistedOfKey(
      ServerCase server, List<SignatureScheme> listed) {
    ProtocolVersion version = server.version().orElseThrow();
    Stream<SignatureScheme> known =
        version.equals(ProtocolVersion.TLS13)
            ? Signatures.all().stream()
            : Stream.concat(SHA224.stream(), Signatures.all().stream());
    return server
        .credential()
        .map(Credential::privateKey)
        .flatMap(
            key ->
                firstUnlisted(
                    known
                        .filter(scheme -> Signatures.fits(scheme, key, version))
                        .filter(scheme -> !SHA_1.contains(scheme)),
                    listed))
        .stream()
        .toList();
  }
}
