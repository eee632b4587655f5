package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Trial;
import io.github.tlsgauntlet.target.TargetException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Each server fixture is presented to the client: it takes the good ones and refuses the bad. */
@GauntletSuite(name = "OneWay", quarter = Quarter.ONE_WAY_CLIENT)
class OneWayClientTest {
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @ArgumentsSource(FixtureTrials.ForClients.class)
  void the_client_takes_the_good_and_refuses_the_bad(
      Trial trial, ClientUnderTest client, ProtocolVersion version, Scenario scenario)
      throws TargetException {
    trial.concludes(ServerFixtures.presentedTo(client, version, scenario));
  }
}
