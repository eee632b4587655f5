package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.ACCESS_DENIED;
import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_CERTIFICATE;
import static io.github.tlsgauntlet.protocol.AlertDescription.CERTIFICATE_EXPIRED;
import static io.github.tlsgauntlet.protocol.AlertDescription.CERTIFICATE_UNKNOWN;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNKNOWN_CA;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNSUPPORTED_CERTIFICATE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refusesClient;

import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;

/**
 * Which client certificates a server of mutual TLS refuses: the certificate scenarios whose outcome
 * the RFCs decide.
 */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_SERVER)
class ClientValidationServerTest {
  private static final String GROUP = "Client authentication";

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5280,
      section = "6.1.1",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A server takes no client certificate of an authority that it does not trust.",
      sends = "the scenario wrong-ca: a sound chain to another root",
      expects = "unknown_ca, or another refusal",
      breach = Breach.SECURITY)
  void a_client_certificate_of_an_unknown_authority_is_refused(ServerCase server)
      throws TargetException {
    server
        .presentingStrangers("wrong-ca")
        .expecting(refusesClient(UNKNOWN_CA, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5280,
      section = "6.1",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A server takes no client certificate that vouches for itself.",
      sends = "the scenario self-signed-leaf",
      expects = "unknown_ca, or another refusal",
      breach = Breach.SECURITY)
  void a_client_certificate_that_signed_itself_is_refused(ServerCase server)
      throws TargetException {
    server
        .presentingStrangers("self-signed-leaf")
        .expecting(refusesClient(UNKNOWN_CA, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5280,
      section = "6.1.3",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A server takes no client certificate after its last day.",
      sends = "the scenario expired-leaf",
      expects = "certificate_expired, or another refusal",
      breach = Breach.SECURITY)
  void an_expired_client_certificate_is_refused(ServerCase server) throws TargetException {
    server
        .presentingInstead("expired-leaf")
        .expecting(refusesClient(CERTIFICATE_EXPIRED, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5280,
      section = "6.1.3",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A server takes no client certificate before its first day.",
      sends = "the scenario not-yet-valid-leaf",
      expects = "certificate_expired or bad_certificate, or another refusal",
      breach = Breach.SECURITY)
  void a_client_certificate_that_is_not_yet_valid_is_refused(ServerCase server)
      throws TargetException {
    server
        .presentingInstead("not-yet-valid-leaf")
        .expecting(refusesClient(CERTIFICATE_EXPIRED, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5280,
      section = "6.1.3",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A server verifies the signature of the authority on a client certificate.",
      sends = "the scenario sig-corrupt: one bit of that signature is wrong",
      expects = "bad_certificate, or another refusal",
      breach = Breach.SECURITY)
  void a_client_certificate_with_a_wrong_signature_is_refused(ServerCase server)
      throws TargetException {
    server
        .presentingInstead("sig-corrupt")
        .expecting(refusesClient(BAD_CERTIFICATE, DECRYPT_ERROR, CERTIFICATE_UNKNOWN, UNKNOWN_CA));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5280,
      section = "4.2.1.12",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A server takes no certificate that is for servers alone from a client.",
      sends = "the scenario client-server-only-eku",
      expects = "unsupported_certificate, or another refusal",
      breach = Breach.SECURITY)
  void a_client_certificate_for_servers_alone_is_refused(ServerCase server) throws TargetException {
    server
        .presentingInstead("client-server-only-eku")
        .expecting(refusesClient(UNSUPPORTED_CERTIFICATE, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Should(
      rfc = 9846,
      section = "4.5.1.2",
      group = GROUP,
      also = {"RFC 5246 §7.4.6", "RFC 5280 §4.2.1.3"},
      says = "A server takes no proof by a key that its certificate does not let sign.",
      sends = "the scenario ku-certSign-only: a key usage without digitalSignature",
      expects = "unsupported_certificate or bad_certificate, or another refusal",
      breach = Breach.SECURITY)
  void a_client_certificate_whose_key_must_not_sign_is_refused(ServerCase server)
      throws TargetException {
    server
        .presentingInstead("ku-certSign-only")
        .expecting(
            refusesClient(
                UNSUPPORTED_CERTIFICATE, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN, ILLEGAL_PARAMETER));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5280,
      section = "6.1.4",
      group = GROUP,
      also = {"RFC 5280 §4.2.1.9", "RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "Only an authority issues client certificates, and no more authorities than it may.",
      sends = "the scenarios bc-intermediate-not-ca and pathlen-exceeded",
      expects = "unknown_ca or bad_certificate, or another refusal",
      breach = Breach.SECURITY)
  void an_issuer_of_clients_that_may_not_be_one_is_refused(ServerCase server)
      throws TargetException {
    server
        .presentingInstead("bc-intermediate-not-ca", "pathlen-exceeded")
        .expecting(refusesClient(UNKNOWN_CA, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5280,
      section = "4.2",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says =
          "A server refuses a client certificate with a critical extension that it does not know.",
      sends = "the scenario ext-unknown-critical",
      expects = "unsupported_certificate or certificate_unknown, or another refusal",
      breach = Breach.SECURITY)
  void an_unknown_critical_extension_of_a_client_is_refused(ServerCase server)
      throws TargetException {
    server
        .presentingInstead("ext-unknown-critical")
        .expecting(refusesClient(UNSUPPORTED_CERTIFICATE, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 5280,
      section = "6.1",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A server takes no client certificate that no path leads from to whom it trusts.",
      sends = "the scenario missing-intermediate: the leaf alone",
      expects = "unknown_ca, or another refusal",
      breach = Breach.SECURITY)
  void a_client_certificate_without_its_issuer_is_refused(ServerCase server)
      throws TargetException {
    server
        .presentingInstead("missing-intermediate")
        .expecting(refusesClient(UNKNOWN_CA, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Should(
      rfc = 9846,
      section = "6.2",
      group = GROUP,
      also = "RFC 5246 §7.2.2",
      says = "A server that knows a client and does not let it in says access_denied.",
      sends = "the scenario client-san-not-authorised: a sound certificate for somebody else",
      expects = "access_denied, or an HTTP status that refuses",
      breach = Breach.FORM)
  void a_known_client_without_access_is_told_so(ServerCase server) throws TargetException {
    server
        .presentingInstead("client-san-not-authorised")
        .expecting(
            exchange ->
                exchange.taken()
                    ? Expectations.finding(
                        Verdict.NOT_APPLICABLE, "It lets in whomever it knows.", exchange)
                    : refusesClient(ACCESS_DENIED).judge(exchange));
  }
}
