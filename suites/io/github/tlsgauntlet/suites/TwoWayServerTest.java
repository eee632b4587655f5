package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.EachServer;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Trial;
import io.github.tlsgauntlet.target.TargetException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Each client fixture, and none, is presented to a server that asks for a certificate. */
@GauntletSuite(name = "TwoWay", quarter = Quarter.TWO_WAY_SERVER)
class TwoWayServerTest {
  @EachServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9325,
      section = "7.1",
      group = "Client authentication",
      says = "A server that is to know its clients asks them for a certificate.")
  void a_client_certificate_is_requested(
      Trial trial, ServerUnderTest server, ProtocolVersion version) throws TargetException {
    trial.concludes(CertificateRequests.requested(server, version));
  }

  @EachServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.4.2",
      group = "Client authentication",
      says = "A certificate request names the signature schemes that the server takes.")
  void the_request_names_signature_schemes(
      Trial trial, ServerUnderTest server, ProtocolVersion version) throws TargetException {
    trial.concludes(CertificateRequests.namesSchemes(server, version));
  }

  @EachServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.3.4",
      group = "Client authentication",
      says = "The authorities that a certificate request names are distinguished names in DER.")
  void the_request_names_authorities_in_der(
      Trial trial, ServerUnderTest server, ProtocolVersion version) throws TargetException {
    trial.concludes(CertificateRequests.namesAuthorities(server, version));
  }

  @EachServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = "Client authentication",
      says = "A server refuses a client's proof by a signature scheme that it did not ask for.")
  void a_proof_by_a_scheme_that_was_not_asked_for_is_refused(
      Trial trial, ServerUnderTest server, ProtocolVersion version) throws TargetException {
    trial.concludes(UnaskedSchemes.refusedBy(server, version));
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @ArgumentsSource(FixtureTrials.ForServers.class)
  void the_server_takes_the_good_and_refuses_the_bad(
      Trial trial, ServerUnderTest server, ProtocolVersion version, Scenario scenario)
      throws TargetException {
    trial.concludes(ClientFixtures.presentedTo(server, version, scenario));
  }
}
