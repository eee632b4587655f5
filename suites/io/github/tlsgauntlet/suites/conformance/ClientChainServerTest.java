package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_CERTIFICATE;
import static io.github.tlsgauntlet.suite.conformance.Expectations.aborts;
import static io.github.tlsgauntlet.suite.conformance.Expectations.goesOn;

import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;

/**
 * What TLS itself says of a client's chain. Whether it is valid is tried by the certificate
 * scenarios, and judged by their own expectations.
 */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_SERVER)
class ClientChainServerTest {
  private static final String GROUP = "Client authentication";

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "4.5.1.3",
      group = GROUP,
      says = "A server of TLS 1.3 that would have to rely on MD5 for a client refuses by name.",
      sends = "the scenario sig-md5: a client certificate that is signed with MD5",
      expects = "bad_certificate",
      breach = Breach.SECURITY)
  void a_client_certificate_signed_with_md5_is_bad(ServerCase server) throws TargetException {
    server.presentingInstead("sig-md5").expecting(aborts(BAD_CERTIFICATE));
  }

  @OnServer(versions = "1.3", asking = ClientAuthentication.REQUIRED)
  @Should(
      rfc = 9846,
      section = "4.5.1",
      group = GROUP,
      says = "A server of TLS 1.3 copes with a client's certificates in any order but the first's.",
      sends =
          "the scenarios wrong-order, wrong-order-intermediates, extra-unrelated-cert and"
              + " duplicate-intermediate",
      expects = "the handshake goes on",
      breach = Breach.INTEROPERABILITY)
  void client_certificates_in_any_order_are_taken(ServerCase server) throws TargetException {
    server
        .presentingInstead(
            "wrong-order",
            "wrong-order-intermediates",
            "extra-unrelated-cert",
            "duplicate-intermediate")
        .expecting(goesOn());
  }
}
