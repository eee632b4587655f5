package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerKeyExchange;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.ClientStimulus;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What a client does with a server's proof that it holds the key of its certificate. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class ProofClientTest {
  private static final String GROUP = "Server authentication";

  /** Before the transcript hash: padding, the context string, and a zero. */
  private static final int CONTEXT_AT = 64;

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      says = "A client refuses a CertificateVerify that does not verify.",
      sends = "a CertificateVerify with one bit of the signature flipped",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_certificate_verify_that_is_wrong_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.edit(HandshakeType.CERTIFICATE_VERIFY, ServerMessages.flippedFromEnd(0)::apply))
        .expecting(aborts(DECRYPT_ERROR));
  }

  @OnClient(
      versions = "1.2",
      over = {Dimension.SUITE, Dimension.GROUP, Dimension.RECORDS})
  @Needs(Feature.ECDHE_SUITE)
  @Must(
      rfc = 5246,
      section = "7.4.3",
      group = GROUP,
      also = "RFC 5246 §7.2.2",
      says = "A client refuses a ServerKeyExchange whose signature does not verify.",
      sends = "a ServerKeyExchange with one bit of the signature flipped",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_server_key_exchange_that_is_wrong_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.edit(
                HandshakeType.SERVER_KEY_EXCHANGE, ServerMessages.flippedFromEnd(0)::apply))
        .expecting(refuses(DECRYPT_ERROR));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      says = "A client refuses a signature that was not made as a server, over this handshake.",
      sends = "a CertificateVerify over the client's context string, and over another transcript",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_signature_over_something_else_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or("the client's context", asClient())
        .or("another transcript", Scripts.proven(ServerMessages.flippedFromEnd(0)))
        .or(
            "no padding",
            Scripts.proven(content -> Arrays.copyOfRange(content, CONTEXT_AT, content.length)))
        .expecting(aborts(DECRYPT_ERROR));
  }

  private static Script asClient() {
    return Scripts.proven(
        content -> {
          byte[] edited = content.clone();
          byte[] context = "TLS 1.3, client CertificateVerify".getBytes(StandardCharsets.US_ASCII);
          System.arraycopy(context, 0, edited, CONTEXT_AT, context.length);
          return edited;
        });
  }

  @OnClient(versions = "1.2")
  @Needs(Feature.ECDHE_SUITE)
  @Must(
      rfc = 5246,
      section = "7.4.3",
      group = GROUP,
      says = "A client refuses a signature over parameters of another handshake.",
      sends = "a ServerKeyExchange signed over another client random, and over other parameters",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_key_exchange_of_another_handshake_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or(
            "another client random",
            Scripts.proven(
                content -> {
                  byte[] edited = content.clone();
                  edited[0] ^= 1;
                  return edited;
                }))
        .or("other parameters", Scripts.proven(ServerMessages.flippedFromEnd(0)))
        .expecting(refuses(DECRYPT_ERROR));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      also = "RFC 9846 §4.5.2",
      says = "A client refuses a server that sends a certificate and no proof.",
      sends = "Certificate, and Finished next",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_certificate_without_proof_is_refused(ClientCase client) throws TargetException {
    client
        .sends(Scripts.skip(HandshakeType.CERTIFICATE_VERIFY))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = "RFC 8701 §3.1",
      says = "A client refuses a signature scheme that it did not offer.",
      sends = "a CertificateVerify that names a GREASE scheme, an unassigned one and ecdsa_sha1",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_scheme_that_was_not_offered_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or("a GREASE scheme", naming(new SignatureScheme(0x4a4a)))
        .or("an unassigned scheme", naming(new SignatureScheme(0x0fff)))
        .or("ecdsa_sha1", naming(SignatureScheme.ECDSA_SHA1))
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  private static Script naming(SignatureScheme scheme) {
    return Scripts.replace(
        HandshakeType.CERTIFICATE_VERIFY,
        message ->
            List.of(
                Sending.of(
                    new CertificateVerify(scheme, ((CertificateVerify) message).signature()))));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.3",
      group = GROUP,
      also = "RFC 9846 §4.5.2",
      says = "A client refuses PKCS #1 version 1.5 in the CertificateVerify of TLS 1.3.",
      sends = "a CertificateVerify with rsa_pkcs1_sha256, rightly made",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void pkcs1_signatures_are_refused_in_tls_1_3(ClientCase client) throws TargetException {
    client
        .given(settings -> settings.credential(client.credential("ok-rsa")))
        .orDeviating(
            "",
            settings ->
                settings.deviations(new Deviation.ProofByScheme(SignatureScheme.RSA_PKCS1_SHA256)))
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.3.3",
      group = GROUP,
      says = "A client refuses a scheme that is for another kind of key than the certificate's.",
      sends = "ecdsa_secp384r1_sha384 and rsa_pss_rsae_sha256 with a key on P-256",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_scheme_that_does_not_fit_the_key_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or("ecdsa_secp384r1_sha384", naming(SignatureScheme.ECDSA_SECP384R1_SHA384))
        .or("rsa_pss_rsae_sha256", naming(SignatureScheme.RSA_PSS_RSAE_SHA256))
        .or("ed25519", naming(SignatureScheme.ED25519))
        .expecting(refuses(ILLEGAL_PARAMETER, DECRYPT_ERROR));
  }

  @OnClient(versions = "1.2")
  @Needs(Feature.ECDHE_SUITE)
  @Must(
      rfc = 9155,
      section = "4",
      group = GROUP,
      says = "A client refuses a ServerKeyExchange that is signed with MD5 or SHA-1.",
      sends = "a ServerKeyExchange rightly signed with ecdsa_sha1, and one that names MD5",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_key_exchange_signed_with_sha_1_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orDeviating(
            "SHA-1",
            settings ->
                settings.deviations(new Deviation.ProofByScheme(SignatureScheme.ECDSA_SHA1)))
        .or("MD5", namingInKeyExchange(new SignatureScheme(0x0103)))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  @OnClient(versions = "1.2")
  @Needs(Feature.ECDHE_SUITE)
  @Must(
      rfc = 9155,
      section = "4",
      group = GROUP,
      says = "A client refuses a ServerKeyExchange that an RSA key signs with MD5 or SHA-1.",
      sends = "a ServerKeyExchange rightly signed with rsa_pkcs1_md5, and with rsa_pkcs1_sha1",
      expects = "illegal_parameter",
      breach = Breach.SECURITY)
  void a_key_exchange_signed_by_rsa_with_md5_is_refused(ClientCase client) throws TargetException {
    client
        .given(settings -> settings.credential(client.credential("ok-rsa")))
        .orDeviating("MD5", signedBy(new SignatureScheme(0x0101)))
        .orDeviating("SHA-1", signedBy(SignatureScheme.RSA_PKCS1_SHA1))
        .expecting(aborts(ILLEGAL_PARAMETER));
  }

  private static ClientStimulus.Change signedBy(SignatureScheme scheme) {
    return settings -> settings.deviations(new Deviation.ProofByScheme(scheme));
  }

  /**
   * RFC 5246 names no alert for it: what was not offered is a wrong value, and no common ground.
   */
  @OnClient(versions = "1.2")
  @Needs(Feature.ECDHE_SUITE)
  @Must(
      rfc = 5246,
      section = "7.4.3",
      group = GROUP,
      says = "A client refuses a ServerKeyExchange with an algorithm that it did not offer.",
      sends = "a ServerKeyExchange that names a GREASE scheme, and an unassigned one",
      expects = "illegal_parameter, or handshake_failure",
      breach = Breach.SECURITY)
  void a_key_exchange_by_another_scheme_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .or("a GREASE scheme", namingInKeyExchange(new SignatureScheme(0x4a4a)))
        .or("an unassigned scheme", namingInKeyExchange(new SignatureScheme(0x0fff)))
        .expecting(refuses(ILLEGAL_PARAMETER, HANDSHAKE_FAILURE));
  }

  /** A P-256 signature in DER has 70 bytes or so: the scheme stands before its length. */
  private static Script namingInKeyExchange(SignatureScheme scheme) {
    return Scripts.replace(
        HandshakeType.SERVER_KEY_EXCHANGE,
        message -> {
          byte[] body = ((ServerKeyExchange) message).body().clone();
          int at = 4 + (body[3] & 0xff);
          body[at] = (byte) (scheme.code() >>> 8);
          body[at + 1] = (byte) scheme.code();
          return List.of(Sending.of(new ServerKeyExchange(body)));
        });
  }
}
