package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_CERTIFICATE;
import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_CERTIFICATE_STATUS_RESPONSE;
import static io.github.tlsgauntlet.protocol.AlertDescription.CERTIFICATE_REVOKED;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNSUPPORTED_CERTIFICATE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateEntry;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateStatus;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.ClientStimulus;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a client does with a server's Certificate, beside what the certificate fixtures try. */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class CertificateClientTest {
  private static final String GROUP = "Server authentication";

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.5.1.3",
      group = GROUP,
      also = "RFC 5246 §7.4.2",
      says = "A client refuses a server that sends an empty list of certificates.",
      sends = "a Certificate without any",
      expects = "decode_error",
      breach = Breach.SECURITY)
  void an_empty_list_of_certificates_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orDeviating("", settings -> settings.deviations(new Deviation.EmptyCertificateList()))
        .expecting(aborts(DECODE_ERROR));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      also = "RFC 9846 §6",
      says = "No certificate of the list is empty.",
      sends = "a Certificate whose second entry has no bytes",
      expects = "decode_error, or bad_certificate",
      breach = Breach.FORM)
  void an_empty_certificate_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.replace(
                HandshakeType.CERTIFICATE,
                message -> {
                  if (message instanceof Certificate12 old) {
                    List<byte[]> list = new ArrayList<>(old.certificates());
                    list.add(new byte[0]);
                    return List.of(Sending.of(new Certificate12(list)));
                  }
                  Certificate13 now = (Certificate13) message;
                  List<CertificateEntry> list = new ArrayList<>(now.entries());
                  list.add(new CertificateEntry(new byte[0], List.of()));
                  return List.of(Sending.of(new Certificate13(now.context(), list)));
                }))
        .expecting(refuses(DECODE_ERROR, BAD_CERTIFICATE));
  }

  @OnClient(versions = "1.3")
  @Should(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      says = "A server's Certificate has no context.",
      sends = "a Certificate with a context of four bytes",
      expects = "illegal_parameter, or decode_error",
      breach = Breach.FORM)
  void a_context_of_the_servers_certificate_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            ServerMessages.certificate(
                certificate -> new Certificate13(new byte[] {1, 2, 3, 4}, certificate.entries())))
        .expecting(refuses(ILLEGAL_PARAMETER, DECODE_ERROR));
  }

  @OnClient(versions = "1.3")
  @Must(
      rfc = 9846,
      section = "4.5.1.3",
      group = GROUP,
      says = "A client refuses a certificate that is signed with MD5.",
      sends = "a leaf that its issuer signed with MD5",
      expects = "bad_certificate",
      breach = Breach.SECURITY)
  void a_certificate_signed_with_md5_is_refused(ClientCase client) throws TargetException {
    client
        .given(settings -> settings.credential(client.credential("ok-rsa-issuer")))
        .orDeviating("", settings -> settings.credential(client.credential("sig-md5")))
        .expecting(aborts(BAD_CERTIFICATE));
  }

  @OnClient(versions = "1.2")
  @Should(
      rfc = 6066,
      section = "8",
      group = GROUP,
      says = "A client takes a CertificateStatus only where the ServerHello announces it.",
      sends = "a CertificateStatus without status_request in the ServerHello",
      expects = "unexpected_message",
      breach = Breach.FORM)
  void a_status_that_was_not_announced_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.after(
                HandshakeType.CERTIFICATE,
                Sending.of(new CertificateStatus(Extensions.ocspResponse(new byte[] {0x30, 0})))))
        .expecting(refuses(UNEXPECTED_MESSAGE));
  }

  private static ClientStimulus stapled(ClientCase client) {
    return client.given(
        settings ->
            settings
                .credential(Staples.credential(client))
                .stapled(Optional.of(Staples.of(client).good())));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs(Feature.OCSP_STAPLING)
  @Must(
      rfc = 6066,
      section = "8",
      group = GROUP,
      also = "RFC 9846 §4.5.1.1",
      says = "A client that asks for a stapled response heeds that the certificate is revoked.",
      sends = "a stapled OCSP response that says revoked",
      expects = "bad_certificate_status_response, or certificate_revoked",
      breach = Breach.SECURITY)
  void a_staple_that_says_revoked_is_refused(ClientCase client) throws TargetException {
    stapled(client)
        .orDeviating("", settings -> settings.stapled(Optional.of(Staples.of(client).revoked())))
        .expecting(aborts(BAD_CERTIFICATE_STATUS_RESPONSE, CERTIFICATE_REVOKED));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Needs(Feature.OCSP_STAPLING)
  @Must(
      rfc = 6066,
      section = "8",
      group = GROUP,
      also = "RFC 9846 §4.5.1.1",
      says = "A client that asks for a stapled response refuses one that answers nothing.",
      sends = "a stapled OCSP response for another certificate, and bytes that are none",
      expects = "bad_certificate_status_response",
      breach = Breach.SECURITY)
  void a_staple_that_answers_nothing_is_refused(ClientCase client) throws TargetException {
    stapled(client)
        .orDeviating(
            "for another certificate",
            settings -> settings.stapled(Optional.of(Staples.of(client).ofAnother())))
        .orDeviating(
            "no response",
            settings ->
                settings.stapled(
                    Optional.of("no OCSP response".getBytes(StandardCharsets.US_ASCII))))
        .expecting(aborts(BAD_CERTIFICATE_STATUS_RESPONSE));
  }

  @OnClient(versions = "1.2")
  @Needs(Feature.ECDHE_SUITE)
  @Should(
      rfc = 5246,
      section = "7.4.2",
      group = GROUP,
      says = "A client refuses an RSA key where the cipher suite wants ECDSA.",
      sends = "an RSA certificate and key under an ECDHE_ECDSA suite",
      expects = "illegal_parameter, or unsupported_certificate",
      breach = Breach.SECURITY)
  void an_rsa_key_under_an_ecdsa_suite_is_refused(ClientCase client) throws TargetException {
    CipherSuite rsa = new CipherSuite(0xc02f);
    CipherSuite ecdsa = new CipherSuite(0xc02b);
    if (!client.hello().cipherSuites().containsAll(List.of(rsa, ecdsa))) {
      client.concludes(
          Passive.notApplicable("The client does not offer " + rsa + " and its twin."));
      return;
    }
    client
        .given(
            settings -> settings.credential(client.credential("ok-rsa")).cipherSuites(List.of(rsa)))
        .sends(ServerMessages.hello(ServerMessages.suite(ecdsa)))
        .expecting(refuses(ILLEGAL_PARAMETER, UNSUPPORTED_CERTIFICATE));
  }

  @OnClient(versions = "1.3")
  @Needs(Feature.CERTIFICATE_COMPRESSION)
  @Must(
      rfc = 8879,
      section = "4",
      group = GROUP,
      says = "A client refuses a compressed certificate that does not expand as announced.",
      sends =
          "a CompressedCertificate that is garbage, one that announces too little and one too much",
      expects = "bad_certificate",
      breach = Breach.SECURITY)
  void a_certificate_that_does_not_expand_is_refused(ClientCase client) throws TargetException {
    List<Integer> offered = Compressed.offered(client.hello());
    byte[] garbage = "no compressed certificate".getBytes(StandardCharsets.US_ASCII);
    byte[] zeros = Compressed.zeros(64);
    ClientStimulus stimulus =
        client.asItIs().orDeviating("garbage", compressed(offered.get(0), 500, garbage));
    if (offered.contains(Compressed.ZLIB)) {
      stimulus =
          stimulus
              .orDeviating("too little announced", compressed(Compressed.ZLIB, 3, zeros))
              .orDeviating("too much announced", compressed(Compressed.ZLIB, 65, zeros))
              .orDeviating("2^24-1 announced", compressed(Compressed.ZLIB, (1 << 24) - 1, zeros));
    }
    stimulus.expecting(aborts(BAD_CERTIFICATE));
  }

  @OnClient(versions = "1.3")
  @Needs(Feature.CERTIFICATE_COMPRESSION)
  @Must(
      rfc = 8879,
      section = "4",
      group = GROUP,
      also = "RFC 9846 §6.2",
      says = "A client refuses a certificate that is compressed in a way that it did not offer.",
      sends = "a CompressedCertificate by an algorithm not offered",
      expects = "a refusal, by illegal_parameter")
  void a_compression_that_was_not_offered_is_refused(ClientCase client) throws TargetException {
    client
        .asItIs()
        .orDeviating("", compressed(0x3a3a, 64, Compressed.zeros(64)))
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  private static ClientStimulus.Change compressed(int algorithm, int length, byte[] bytes) {
    return settings ->
        settings.deviations(new Deviation.CompressedCertificateAs(algorithm, length, bytes));
  }
}
