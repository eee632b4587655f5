package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.Feature;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Needs;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.ClientCase;
import io.github.tlsgauntlet.suite.conformance.OnClient;
import io.github.tlsgauntlet.target.TargetException;

/** Lengths that do not fit what they announce, in a request for a certificate, early or late. */
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_CLIENT)
class LengthTwoWayClientTest {
  private static final String GROUP = "Lengths";

  @OnClient(
      versions = {"1.2", "1.3"},
      asked = true)
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A CertificateRequest with a length that does not fit, or cut short, is refused.",
      sends = "a CertificateRequest: " + ClientLengthTrials.MALFORMED,
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_certificate_request_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.malformed(client, HandshakeType.CERTIFICATE_REQUEST);
  }

  @OnClient(versions = "1.3", asked = true)
  @Needs(Feature.POST_HANDSHAKE_AUTHENTICATION)
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 9846 §4.7.2",
      says =
          "A CertificateRequest after the handshake with a length that does not fit, or cut short,"
              + " is refused.",
      sends = "a CertificateRequest after the handshake: " + ClientLengthTrials.MALFORMED,
      expects = ClientLengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_late_certificate_request_are_checked(ClientCase client) throws TargetException {
    ClientLengthTrials.lateRequest(client);
  }
}
