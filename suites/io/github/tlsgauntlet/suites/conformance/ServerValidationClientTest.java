package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_CERTIFICATE;
import static io.github.tlsgauntlet.protocol.AlertDescription.CERTIFICATE_EXPIRED;
import static io.github.tlsgauntlet.protocol.AlertDescription.CERTIFICATE_UNKNOWN;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNKNOWN_CA;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNSUPPORTED_CERTIFICATE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.refuses;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.ClientStimulus;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;

/**
 * Which server certificates a client refuses: the certificate scenarios whose outcome the RFCs
 * decide.
 */
@GauntletSuite(name = "Conformance", quarter = Quarter.ONE_WAY_CLIENT)
class ServerValidationClientTest {
  private static final String GROUP = "Server authentication";

  private static ClientStimulus presenting(
      ClientCase client, ClientStimulus good, String... scenarios) {
    ClientStimulus stimulus = good;
    for (String scenario : scenarios) {
      stimulus =
          stimulus.orDeviating(
              scenario,
              settings ->
                  settings
                      .credential(client.credential(scenario))
                      .deviations(new Deviation.CertificateWithoutScheme()));
    }
    return stimulus;
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 5280,
      section = "6.1.1",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A client takes no server certificate of an authority that it does not trust.",
      sends = "the scenario wrong-ca: a sound chain to another root",
      expects = "unknown_ca, or another refusal",
      breach = Breach.SECURITY)
  void a_server_certificate_of_an_unknown_authority_is_refused(ClientCase client)
      throws TargetException {
    presenting(client, client.asItIs(), "wrong-ca")
        .expecting(refuses(UNKNOWN_CA, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 5280,
      section = "6.1.3",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A client takes no server certificate after its last day.",
      sends = "the scenario expired-leaf",
      expects = "certificate_expired, or another refusal",
      breach = Breach.SECURITY)
  void an_expired_server_certificate_is_refused(ClientCase client) throws TargetException {
    presenting(client, client.asItIs(), "expired-leaf")
        .expecting(refuses(CERTIFICATE_EXPIRED, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 5280,
      section = "6.1.3",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A client takes no server certificate before its first day.",
      sends = "the scenario not-yet-valid-leaf",
      expects = "certificate_expired or bad_certificate, or another refusal",
      breach = Breach.SECURITY)
  void a_server_certificate_that_is_not_yet_valid_is_refused(ClientCase client)
      throws TargetException {
    presenting(client, client.asItIs(), "not-yet-valid-leaf")
        .expecting(refuses(CERTIFICATE_EXPIRED, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9525,
      section = "6.3",
      group = GROUP,
      also = "RFC 9325 §7.1",
      says = "A client takes no certificate that does not name the host that it wants.",
      sends = "the scenario san-mismatch: a sound chain for another host",
      expects = "bad_certificate or certificate_unknown, or another refusal",
      breach = Breach.SECURITY)
  void a_server_certificate_for_another_host_is_refused(ClientCase client) throws TargetException {
    presenting(
            client,
            client.given(settings -> settings.credential(client.credential("ok-host-name"))),
            "san-mismatch")
        .expecting(refuses(BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 5280,
      section = "6.1.3",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A client verifies the signature of the authority on a server certificate.",
      sends = "the scenario sig-corrupt: one bit of that signature is wrong",
      expects = "bad_certificate, or another refusal",
      breach = Breach.SECURITY)
  void a_server_certificate_with_a_wrong_signature_is_refused(ClientCase client)
      throws TargetException {
    presenting(client, client.asItIs(), "sig-corrupt")
        .expecting(refuses(BAD_CERTIFICATE, DECRYPT_ERROR, CERTIFICATE_UNKNOWN, UNKNOWN_CA));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 5280,
      section = "4.2.1.12",
      group = GROUP,
      also = {"RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A client takes no certificate that is for clients alone from a server.",
      sends = "the scenario eku-client-only-on-server",
      expects = "unsupported_certificate, or another refusal",
      breach = Breach.SECURITY)
  void a_server_certificate_for_clients_alone_is_refused(ClientCase client) throws TargetException {
    presenting(client, client.asItIs(), "eku-client-only-on-server")
        .expecting(refuses(UNSUPPORTED_CERTIFICATE, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnClient(versions = "1.3")
  @Should(
      rfc = 9846,
      section = "4.5.1.2",
      group = GROUP,
      also = "RFC 5280 §4.2.1.3",
      says = "A client of TLS 1.3 takes no proof by a key that its certificate does not let sign.",
      sends = "the scenario ku-certSign-only: a key usage without digitalSignature",
      expects = "unsupported_certificate or bad_certificate, or another refusal",
      breach = Breach.SECURITY)
  void a_server_certificate_whose_key_must_not_sign_is_refused(ClientCase client)
      throws TargetException {
    presenting(client, client.asItIs(), "ku-certSign-only")
        .expecting(
            refuses(
                UNSUPPORTED_CERTIFICATE, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN, ILLEGAL_PARAMETER));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 5280,
      section = "6.1.4",
      group = GROUP,
      also = {"RFC 5280 §4.2.1.9", "RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "Only an authority issues server certificates, and no more authorities than it may.",
      sends = "the scenarios bc-intermediate-not-ca and pathlen-exceeded",
      expects = "unknown_ca or bad_certificate, or another refusal",
      breach = Breach.SECURITY)
  void an_issuer_of_servers_that_may_not_be_one_is_refused(ClientCase client)
      throws TargetException {
    presenting(client, client.asItIs(), "bc-intermediate-not-ca", "pathlen-exceeded")
        .expecting(refuses(UNKNOWN_CA, BAD_CERTIFICATE, CERTIFICATE_UNKNOWN));
  }

  @OnClient(versions = {"1.2", "1.3"})
  @Must(
      rfc = 5280,
      section = "4.2.1.10",
      group = GROUP,
      also = {"RFC 5280 §6.1.3", "RFC 9846 §6.2", "RFC 5246 §7.2.2"},
      says = "A client takes no certificate for a name that its issuer must not certify.",
      sends = "the scenario nc-excluded: the intermediate excludes the name",
      expects = "bad_certificate or certificate_unknown, or another refusal",
      breach = Breach.SECURITY)
  void a_server_name_that_its_issuer_excludes_is_refused(ClientCase client) throws TargetException {
    presenting(
            client,
            client.given(settings -> settings.credential(client.credential("nc-permitted-ok"))),
            "nc-excluded")
        .expecting(refuses(CERTIFICATE_UNKNOWN, BAD_CERTIFICATE, UNKNOWN_CA));
  }
}
