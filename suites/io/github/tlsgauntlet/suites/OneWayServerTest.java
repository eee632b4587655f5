package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.EachServer;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Must;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Should;
import io.github.tlsgauntlet.suite.Trial;
import io.github.tlsgauntlet.target.TargetException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** The server's chain, name and proof of possession, judged as clients judge them. */
@GauntletSuite(name = "OneWay", quarter = Quarter.ONE_WAY_SERVER)
class OneWayServerTest {
  @EachServer(versions = {"1.2", "1.3"})
  @Must(
      rfc = 9846,
      section = "4.5.2",
      group = "Handshake",
      says = "A server proves that it holds the key of the certificate that it sends.")
  void the_server_proves_that_it_holds_its_key(
      Trial trial, ServerUnderTest server, ProtocolVersion version) throws TargetException {
    trial.concludes(ServerMeeting.in(server, version).proofOfPossession());
  }

  @EachServer
  @Must(
      rfc = 9325,
      section = "3.5",
      group = "Handshake",
      says = "A server of TLS 1.2 binds the master secret to the whole handshake (RFC 7627).")
  void the_master_secret_is_bound_to_the_handshake(Trial trial, ServerUnderTest server)
      throws TargetException {
    trial.concludes(ScanVerdicts.bestPractice(server, "extended-master-secret"));
  }

  @EachServer
  @Must(
      rfc = 9325,
      section = "3.5",
      group = "Handshake",
      says = "A server of TLS 1.2 says that it binds renegotiation to the connection (RFC 5746).")
  void renegotiation_is_bound_to_the_connection(Trial trial, ServerUnderTest server)
      throws TargetException {
    trial.concludes(ScanVerdicts.bestPractice(server, "renegotiation"));
  }

  @EachServer
  @Should(
      rfc = 9325,
      section = "3.3",
      group = "Handshake",
      says = "A server of TLS 1.2 does not compress records.")
  void records_are_not_compressed(Trial trial, ServerUnderTest server) throws TargetException {
    trial.concludes(ScanVerdicts.bestPractice(server, "compression"));
  }

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @ArgumentsSource(ChainRuleTrials.class)
  void the_certificate_list_keeps_the_rule(
      Trial trial, ServerUnderTest server, ProtocolVersion version, ChainRule rule)
      throws TargetException {
    trial.concludes(ChainVerdicts.of(server, version, rule));
  }
}
