package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeMessage.KeyUpdate;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.ClientKey;
import io.github.tlsgauntlet.suite.conformance.Dimension;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Optional;

/** Whether a server insists that a client holds the key of its certificate. */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_SERVER)
class ClientProofServerTest {
  private static final String GROUP = "Client authentication";

  /** The pair (0, 0) in DER, for which ECDSA's check holds where nobody looks at its range. */
  private static final byte[] ZEROS = {0x30, 6, 2, 1, 0, 2, 1, 0};

  private static final Sending DATA =
      new Sending.Record(ContentType.APPLICATION_DATA.code(), new byte[] {'\r', '\n'});

  /** Said under the handshake key, which stays. */
  private static final Sending UPDATE = Sending.of(new KeyUpdate(0));

  private static final int SMALL = 57;
  private static final int SOME_SIGNATURE = 70;

  @OnServer(
      versions = {"1.2", "1.3"},
      over = {Dimension.SUITE, Dimension.GROUP},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = "RFC 5246 §7.4.8",
      says = "A right proof of a client is taken with any suite, however its records are laid out.",
      sends = "Certificate and CertificateVerify in records of 57 bytes, and in one with Finished",
      expects = "the handshake goes on",
      breach = Breach.INTEROPERABILITY)
  void a_right_client_proof_is_taken(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .or("small records", Scripts.smallRecords(SMALL))
        .or("one record for all", Scripts.sharedRecords())
        .expecting(goesOn());
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      over = {Dimension.SUITE, Dimension.GROUP, Dimension.RECORDS},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = {"RFC 5246 §7.4.8", "RFC 5246 §7.2.2"},
      says = "A client's CertificateVerify that does not verify ends the handshake.",
      sends = "a CertificateVerify with one bit of the signature flipped",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_corrupted_client_signature_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .does(settings -> settings.deviations(new Deviation.CorruptProof()))
        .expecting(ClientAuthentications.aborts13(server, DECRYPT_ERROR));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = "RFC 5246 §7.4.8",
      says = "A client proves that it holds the key of its own certificate, and no other one.",
      sends = "a CertificateVerify made with another key of the same kind",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_client_signature_of_another_key_is_refused(ServerCase server)
      throws TargetException, GeneralSecurityException {
    Optional<PrivateKey> key = server.credential().map(Credential::privateKey);
    Optional<PrivateKey> other =
        key.isPresent() ? Optional.of(ClientProofs.otherKey(key.get())) : Optional.empty();
    server
        .presenting(ClientKey.ANY)
        .does(
            settings ->
                other
                    .map(one -> settings.deviations(new Deviation.ProofByOtherKey(one)))
                    .orElse(settings))
        .expecting(ClientAuthentications.aborts13(server, DECRYPT_ERROR));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = {"RFC 9846 §4", "RFC 5246 §7.4.8", "RFC 5246 §7.4"},
      says = "A client's certificate is followed by a proof, or the client is nobody.",
      sends = "a certificate, no CertificateVerify, and a right Finished",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_client_certificate_without_a_proof_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .does(settings -> settings.deviations(new Deviation.OmitCertificateVerify()))
        .expecting(ClientAuthentications.aborts13(server, UNEXPECTED_MESSAGE));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4",
      group = GROUP,
      also = "RFC 5246 §7.4",
      says = "A client proves its key once.",
      sends = "CertificateVerify twice",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_client_proof_sent_twice_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .sends(Scripts.repeat(HandshakeType.CERTIFICATE_VERIFY))
        .expecting(ClientAuthentications.aborts13(server, UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = {"RFC 9846 §4", "RFC 9846 §4.7.3"},
      says = "A client's proof follows its certificate at once.",
      sends = "application data, and a KeyUpdate, between Certificate and CertificateVerify",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void what_comes_before_a_client_proof_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .or("application data", Scripts.after(HandshakeType.CERTIFICATE, DATA))
        .or("a KeyUpdate", Scripts.after(HandshakeType.CERTIFICATE, UPDATE))
        .expecting(aborts(UNEXPECTED_MESSAGE));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.OPTIONAL,
      anonymous = true)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = "RFC 5246 §7.4.8",
      says = "A client without a certificate has nothing to prove.",
      sends = "an empty certificate_list, and a CertificateVerify all the same",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_proof_without_a_client_certificate_is_refused(ServerCase server) throws TargetException {
    boolean tls13 = server.version().filter(ProtocolVersion.TLS13::equals).isPresent();
    // An extended master secret would cover the stray message on one side alone.
    server
        .presentingNone()
        .given(settings -> settings.extendedMasterSecret(false))
        .sends(
            Scripts.after(
                tls13 ? HandshakeType.CERTIFICATE : HandshakeType.CLIENT_KEY_EXCHANGE,
                Sending.of(
                    new CertificateVerify(
                        SignatureScheme.ECDSA_SECP256R1_SHA256, new byte[SOME_SIGNATURE]))))
        .expecting(ClientAuthentications.aborts13(server, UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      says = "What a server signs in TLS 1.3 proves nothing for a client.",
      sends = "a signature under the server's context string, and one over the hash alone",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_client_signature_out_of_its_context_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .or("under the server's context string", ClientProofs.ofServer())
        .or("over the hash alone", ClientProofs.ofHashAlone())
        .expecting(aborts(DECRYPT_ERROR));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = "RFC 9846 §4.1",
      says = "A client of TLS 1.3 signs all that was said, its own Certificate included.",
      sends = "a signature over a transcript that leaves the client's Certificate out",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_client_signature_without_its_certificate_is_refused(ServerCase server)
      throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .does(settings -> settings.deviations(new Deviation.ProofWithoutCertificate()))
        .expecting(aborts(DECRYPT_ERROR));
  }

  @OnServer(versions = "1.2", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5246,
      section = "7.4.8",
      group = GROUP,
      says = "A client of TLS 1.2 signs all that was said, from its ClientHello on.",
      sends = "a signature over messages of which one is left out",
      expects = "decrypt_error, or another refusal",
      breach = Breach.SECURITY)
  void a_client_signature_of_part_of_the_handshake_is_refused(ServerCase server)
      throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .or("no ClientHello", ClientProofs.without(HandshakeType.CLIENT_HELLO))
        .or("no ServerHello", ClientProofs.without(HandshakeType.SERVER_HELLO))
        .or("no Certificate", ClientProofs.without(HandshakeType.CERTIFICATE))
        .or("no ClientKeyExchange", ClientProofs.without(HandshakeType.CLIENT_KEY_EXCHANGE))
        .expecting(refuses(DECRYPT_ERROR));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = {"RFC 5246 §7.4.8", "CVE-2022-21449"},
      says = "The pair of zeros is nobody's ECDSA signature.",
      sends = "an ECDSA signature whose r and s are 0",
      expects = "decrypt_error",
      breach = Breach.SECURITY)
  void a_client_signature_of_zeros_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.P256)
        .sends(ClientProofs.signature(ZEROS))
        .expecting(ClientAuthentications.aborts13(server, DECRYPT_ERROR));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = GROUP,
      also = "RFC 5246 §7.4.8",
      says = "A signature of no bytes proves nothing.",
      sends = "a CertificateVerify whose signature is empty",
      expects = "decrypt_error or decode_error",
      breach = Breach.SECURITY)
  void an_empty_client_signature_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .sends(ClientProofs.signature(new byte[0]))
        .expecting(refuses(DECRYPT_ERROR, DECODE_ERROR));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.3.3",
      group = GROUP,
      says = "The salt of an RSASSA-PSS signature is as long as the hash.",
      sends = "a right signature with a salt of 0 and of 20 octets",
      expects = "decrypt_error",
      breach = Breach.FORM)
  void a_client_signature_with_another_salt_is_refused(ServerCase server) throws TargetException {
    Optional<PrivateKey> key = server.credential(ClientKey.RSA).map(Credential::privateKey);
    server
        .presenting(ClientKey.RSA)
        .or("no salt", key.map(one -> ClientProofs.salted(one, 0)).orElse(Script.NONE))
        .or("20 octets", key.map(one -> ClientProofs.salted(one, 20)).orElse(Script.NONE))
        .expecting(aborts(DECRYPT_ERROR));
  }
}
