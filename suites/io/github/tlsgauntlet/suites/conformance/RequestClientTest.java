package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterServed;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;
import java.util.Optional;

/** What a client does with a request for its certificate, beside what TwoWayClientTest tries. */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_CLIENT)
class RequestClientTest {
  private static final String GROUP = "Client authentication";
  private static final int SHA1 = 2;
  private static final List<SignatureScheme> WEAK =
      List.of(SignatureScheme.ECDSA_SHA1, SignatureScheme.RSA_PKCS1_SHA1);
  private static final List<SignatureScheme> STRONG =
      List.of(
          SignatureScheme.ECDSA_SECP256R1_SHA256,
          SignatureScheme.RSA_PSS_RSAE_SHA256,
          SignatureScheme.RSA_PKCS1_SHA256);

  @OnClient(versions = "1.3", asked = true)
  @Should(
      rfc = 9846,
      section = "4.4.2",
      group = GROUP,
      says = "A request for a certificate in the handshake has no context.",
      sends = "a CertificateRequest with a context of four bytes",
      expects = "illegal_parameter, or decode_error",
      breach = Breach.FORM)
  void a_context_of_a_request_is_refused(ClientCase client) throws TargetException {
    client
        .sends(
            Scripts.replace(
                HandshakeType.CERTIFICATE_REQUEST,
                message ->
                    List.of(
                        Sending.of(
                            new CertificateRequest13(
                                new byte[] {1, 2, 3, 4},
                                ((CertificateRequest13) message).extensions())))))
        .expecting(refuses(ILLEGAL_PARAMETER, DECODE_ERROR));
  }

  @OnClient(versions = "1.2", asked = true)
  @Must(
      rfc = 9155,
      section = "5",
      group = GROUP,
      says = "A client signs nothing with MD5 or SHA-1, whatever the server takes.",
      sends = "a CertificateRequest that names ecdsa_sha1 and rsa_pkcs1_sha1 alone",
      expects = "an empty Certificate, or the end of the handshake",
      breach = Breach.SECURITY)
  void no_signature_with_sha_1_is_made(ClientCase client) throws TargetException {
    Exchange exchange =
        client.meets(
            client.settings().ask(Optional.of(CertificateAsk.of(false, List.of(), WEAK))).build(),
            client.setup(),
            AfterServed::answer);
    Optional<SignatureScheme> used = exchange.outcome().scheme();
    boolean weak = used.filter(scheme -> scheme.code() >>> 8 <= SHA1).isPresent();
    client.concludes(
        Expectations.finding(
            weak ? Verdict.FAIL : Verdict.PASS,
            weak ? "It signs with " + used.get() + "." : "It makes no such signature.",
            exchange));
  }

  @OnClient(versions = "1.2")
  @Needs(Feature.ANONYMOUS_SUITE)
  @Must(
      rfc = 5246,
      section = "7.4.4",
      group = GROUP,
      says = "A client refuses to be asked for a certificate by a server that has shown none.",
      sends = "a CertificateRequest under an anonymous suite",
      expects = "handshake_failure",
      breach = Breach.SECURITY)
  void a_request_without_a_servers_name_is_refused(ClientCase client) throws TargetException {
    List<CipherSuite> anonymous =
        client.hello().cipherSuites().stream()
            .flatMap(suite -> CipherSuiteParameters.of(suite).stream())
            .filter(one -> one.authentication() == CipherSuiteParameters.Authentication.ANONYMOUS)
            .map(CipherSuiteParameters::suite)
            .toList();
    client
        .given(settings -> settings.cipherSuites(anonymous))
        .orDeviating(
            "",
            settings ->
                settings
                    .ask(Optional.of(CertificateAsk.of(false, List.of(), STRONG)))
                    .deviations(new Deviation.AskAnonymously()))
        .expecting(aborts(HANDSHAKE_FAILURE));
  }

  @OnClient(versions = "1.3", asked = true)
  @Needs(Feature.POST_HANDSHAKE_AUTHENTICATION)
  @Must(
      rfc = 9846,
      section = "4.7.2",
      group = GROUP,
      says =
          "A client that offers it answers a request after the handshake, without a break and with"
              + " the request's context.",
      sends = "a CertificateRequest after the handshake",
      expects = "Certificate with its context, CertificateVerify, Finished, and nothing between")
  void a_request_after_the_handshake_is_answered(ClientCase client) throws TargetException {
    LateAnswer answer = new LateAnswer(CertificateAsk.of(false, List.of(), STRONG));
    Exchange exchange =
        client.meets(client.settings().ask(Optional.empty()).build(), client.setup(), answer);
    client.concludes(answer.finding(exchange));
  }
}
