package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_CERTIFICATE;
import static io.github.tlsgauntlet.protocol.AlertDescription.CERTIFICATE_REQUIRED;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNSUPPORTED_EXTENSION;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CompressedCertificate;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.ClientKey;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suite.conformance.ServerStimulus;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a server does with a client's Certificate message. */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_SERVER)
class ClientCertificateServerTest {
  private static final String GROUP = "Client authentication";

  /** Of no meaning, and no GREASE. */
  private static final ExtensionType UNKNOWN = new ExtensionType(0xfe77);

  private static final ExtensionType GREASE = new ExtensionType(0x4a4a);
  private static final byte[] NO_CERTIFICATE =
      "no certificate, and no DER".getBytes(StandardCharsets.US_ASCII);

  /** An OCSP response that says to try later (RFC 6960, Section 4.2.1). */
  private static final Extension STAPLE =
      new Extension(
          ExtensionType.STATUS_REQUEST, Extensions.ocspResponse(new byte[] {0x30, 3, 0xa, 1, 3}));

  /** No registered algorithm of RFC 8879. */
  private static final int NO_COMPRESSION = 0xfe77;

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.1.3",
      group = GROUP,
      says = "A server of TLS 1.3 that cannot do without a client certificate says so.",
      sends = "an empty certificate_list, then Finished and a request",
      expects = "certificate_required, and no answer to the request",
      breach = Breach.SECURITY)
  void tls_1_3_without_the_required_certificate_is_refused(ServerCase server)
      throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .does(settings -> settings.credential(Optional.empty()))
        .expecting(ClientAuthentications.refusesNone(server, CERTIFICATE_REQUIRED));
  }

  @OnServer(versions = "1.2", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5246,
      section = "7.4.6",
      group = GROUP,
      says = "A server of TLS 1.2 that cannot do without a client certificate says so.",
      sends = "an empty certificate_list, then the rest of the client's flight",
      expects = "handshake_failure, and no answer to the request",
      breach = Breach.SECURITY)
  void tls_1_2_without_the_required_certificate_is_refused(ServerCase server)
      throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .does(settings -> settings.credential(Optional.empty()))
        .expecting(ClientAuthentications.refusesNone(server, HANDSHAKE_FAILURE));
  }

  /** Whom the server takes the client for, its application alone knows; some say it. */
  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.OPTIONAL,
      anonymous = true)
  @Must(
      rfc = 9846,
      section = "4.5.1.3",
      group = GROUP,
      also = "RFC 5246 §7.4.6",
      says = "A server that can do without a client certificate goes on with an unknown client.",
      sends = "an empty certificate_list",
      expects = "the handshake goes on")
  void a_wanted_certificate_may_be_missing(ServerCase server) throws TargetException {
    Exchange anonymous =
        server.meets(
            server.settings().credential(Optional.empty()).build(), AfterHandshake.NOTHING);
    Optional<Finding> untold = server.untold(anonymous);
    server.concludes(
        untold.isPresent()
            ? untold.get()
            : ClientAuthentications.goesOnWithout(server).judge(anonymous));
  }

  @OnServer(versions = {"1.2", "1.3"})
  @Needs(Feature.NO_CLIENT_CERTIFICATE)
  @Must(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      also = "RFC 5246 §7.4.6",
      says = "A client certificate that nobody asked for is out of order.",
      sends = "Certificate and CertificateVerify without a CertificateRequest",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void an_unasked_client_certificate_is_refused(ServerCase server) throws TargetException {
    server
        .asItIs()
        .does(
            settings ->
                settings
                    .credential(Optional.of(ClientAuthentications.anyCredential(server)))
                    .deviations(new Deviation.UnrequestedCertificate()))
        .expecting(ClientAuthentications.aborts13(server, UNEXPECTED_MESSAGE));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      also = "RFC 5246 §7.4.6",
      says = "A client that is asked for a certificate answers, if only with an empty list.",
      sends = "neither Certificate nor CertificateVerify, though asked",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void passing_over_a_certificate_request_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .does(settings -> settings.deviations(new Deviation.IgnoreCertificateRequest()))
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
      says = "A client sends its Certificate once.",
      sends = "Certificate twice",
      expects = "unexpected_message",
      breach = Breach.SECURITY)
  void a_client_certificate_sent_twice_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .sends(Scripts.repeat(HandshakeType.CERTIFICATE))
        .expecting(ClientAuthentications.aborts13(server, UNEXPECTED_MESSAGE));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      says = "In the handshake the certificate_request_context of a client's Certificate is empty.",
      sends = "a certificate_request_context that the request did not have",
      expects = "illegal_parameter, or another refusal",
      breach = Breach.FORM)
  void a_context_that_is_no_echo_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .sends(ClientCertificates.context(new byte[] {1, 2, 3, 4}))
        .expecting(refuses(ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      also = {"RFC 9846 §4.3", "RFC 8701 §4.1"},
      says = "A client's Certificate carries no extension that the request did not.",
      sends = "an extension on the client's certificate: an unknown one, GREASE, status_request",
      expects = "unsupported_extension",
      breach = Breach.FORM)
  void an_unasked_extension_of_a_client_certificate_is_refused(ServerCase server)
      throws TargetException {
    boolean askedForStatus =
        server
            .ordinary()
            .outcome()
            .ask()
            .flatMap(ask -> Extension.find(ask.extensions(), ExtensionType.STATUS_REQUEST))
            .isPresent();
    ServerStimulus stimulus =
        server
            .presenting(ClientKey.ANY)
            .or("an unknown one", ClientCertificates.extension(Extension.empty(UNKNOWN)))
            .or("GREASE", ClientCertificates.extension(Extension.empty(GREASE)));
    if (!askedForStatus) {
      stimulus = stimulus.or("status_request", ClientCertificates.extension(STAPLE));
    }
    stimulus.expecting(aborts(UNSUPPORTED_EXTENSION));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      also = "RFC 5246 §7.2.2",
      says = "A client's Certificate whose list is longer than the message does not decode.",
      sends = "certificate_list with a length one too large",
      expects = "decode_error",
      breach = Breach.SECURITY)
  void a_certificate_list_beyond_its_message_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .sends(ClientCertificates.longerList())
        .expecting(aborts(DECODE_ERROR));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      also = "RFC 5246 §7.4.2",
      says = "Each certificate of a client's list has a byte at least.",
      sends = "a certificate of no bytes, as the client's own and behind a good chain",
      expects = "decode_error",
      breach = Breach.FORM)
  void an_empty_certificate_in_a_client_list_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .or("as the client's own", ClientCertificates.own(new byte[0]))
        .or("behind a good chain", ClientCertificates.more(new byte[0]))
        .expecting(ClientAuthentications.aborts13(server, DECODE_ERROR));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Should(
      rfc = 9846,
      section = "6.2",
      group = GROUP,
      also = "RFC 5246 §7.2.2",
      says = "A client certificate that is none is told to be bad.",
      sends = "other bytes than DER as the client's own certificate",
      expects = "bad_certificate or decode_error",
      breach = Breach.SECURITY)
  void a_client_certificate_that_is_none_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .sends(ClientCertificates.own(NO_CERTIFICATE))
        .expecting(refuses(BAD_CERTIFICATE, DECODE_ERROR));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 8879,
      section = "4",
      group = GROUP,
      says = "A client compresses its certificate only by an algorithm that the server named.",
      sends = "CompressedCertificate of an algorithm that nobody has registered",
      expects = "unexpected_message or illegal_parameter, or another refusal",
      breach = Breach.FORM)
  void a_certificate_compressed_unasked_is_refused(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .sends(
            Scripts.replace(
                HandshakeType.CERTIFICATE,
                message ->
                    List.of(
                        Sending.of(
                            new CompressedCertificate(
                                NO_COMPRESSION, message.encoded().length, message.encoded())))))
        .expecting(refuses(UNEXPECTED_MESSAGE, ILLEGAL_PARAMETER));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.3",
      group = GROUP,
      also = "RFC 9846 §7.1",
      says =
          "Once it has sent its Finished, a server of TLS 1.3 refuses under its application key.",
      sends = "a CertificateVerify with one bit flipped",
      expects = "an alert under the server's application traffic key",
      breach = Breach.INTEROPERABILITY)
  void a_client_is_refused_under_the_application_key(ServerCase server) throws TargetException {
    server
        .presenting(ClientKey.ANY)
        .does(settings -> settings.deviations(new Deviation.CorruptProof()))
        .expecting(ClientAuthentications.refusesUnderApplicationKey());
  }
}
