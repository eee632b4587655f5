package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.policy.Rule;
import io.github.tlsgauntlet.suite.GauntletSuite;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Trial;
import io.github.tlsgauntlet.target.TargetException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What the policy that the user named wants of a server. */
@GauntletSuite(name = "Policy", quarter = Quarter.ONE_WAY_SERVER)
class PolicyServerTest {
  @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
  @ArgumentsSource(PolicyTrials.class)
  void the_server_keeps_the_rule(Trial trial, ServerUnderTest server, Rule rule)
      throws TargetException {
    trial.concludes(ScanVerdicts.ruled(server.run().policy().orElseThrow(), server, rule.id()));
  }
}
