package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Breach;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Intrusive;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.conformance.OnServer;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.TargetException;

/** Lengths that do not fit what they announce, in the messages that authenticate a client. */
@Intrusive
@GauntletSuite(name = "Conformance", quarter = Quarter.TWO_WAY_SERVER)
class LengthTwoWayServerTest {
  private static final String GROUP = "Lengths";

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A client's Certificate with a length that does not fit is refused.",
      sends = "a Certificate: " + LengthTrials.WRONG,
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_certificate_message_are_checked(ServerCase server) throws TargetException {
    LengthTrials.lengths(server, HandshakeType.CERTIFICATE);
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A client's Certificate that is cut short is refused.",
      sends = "a Certificate: " + LengthTrials.CUT,
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void a_certificate_message_that_is_cut_short_is_refused(ServerCase server)
      throws TargetException {
    LengthTrials.cuts(server, HandshakeType.CERTIFICATE);
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A client's CertificateVerify with a length that does not fit is refused.",
      sends = "a CertificateVerify: " + LengthTrials.WRONG,
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void lengths_in_a_certificate_verify_are_checked(ServerCase server) throws TargetException {
    LengthTrials.lengths(server, HandshakeType.CERTIFICATE_VERIFY);
  }

  @OnServer(
      versions = {"1.2", "1.3"},
      asking = ClientAuthentication.REQUIRED)
  @Must(
      rfc = 9846,
      section = "6",
      group = GROUP,
      tags = "malformed",
      also = "RFC 5246 §7.2.2",
      says = "A client's CertificateVerify that is cut short is refused.",
      sends = "a CertificateVerify: " + LengthTrials.CUT,
      expects = LengthTrials.REFUSED,
      breach = Breach.SECURITY)
  void a_certificate_verify_that_is_cut_short_is_refused(ServerCase server) throws TargetException {
    LengthTrials.cuts(server, HandshakeType.CERTIFICATE_VERIFY);
  }
}
