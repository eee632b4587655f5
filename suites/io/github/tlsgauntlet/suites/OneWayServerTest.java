package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.ChainRule;
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

  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @ArgumentsSource(ChainRuleTrials.class)
  void the_certificate_list_keeps_the_rule(
      Trial trial, ServerUnderTest server, ProtocolVersion version, ChainRule rule)
      throws TargetException {
    trial.concludes(ChainVerdicts.of(server, version, rule));
  }
}
