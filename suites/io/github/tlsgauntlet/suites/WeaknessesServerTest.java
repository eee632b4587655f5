package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Trial;
import io.github.tlsgauntlet.target.TargetException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Known weaknesses, each by what the server does. */
@GauntletSuite(name = "Weaknesses", quarter = Quarter.ONE_WAY_SERVER)
class WeaknessesServerTest {
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @ArgumentsSource(WeaknessTrials.class)
  void the_server_has_not_the_weakness(Trial trial, ServerUnderTest server, KnownWeakness which)
      throws TargetException {
    trial.concludes(ScanVerdicts.of(server, which));
  }
}
