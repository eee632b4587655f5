package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.policy.Rule;
import io.github.tlsgauntlet.suite.Check;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.RunArguments;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Each server under test with each rule of the policy that the user named; none without one. */
final class PolicyTrials extends RunArguments {
  @Override
  protected Stream<Arguments> arguments(GauntletRun run, Method method) {
    return run.policy().stream()
        .flatMap(
            policy ->
                run.servers().stream()
                    .flatMap(
                        server -> policy.rules().stream().map(rule -> trial(run, server, rule))));
  }

  private static Arguments trial(GauntletRun run, ServerUnderTest server, Rule rule) {
    Check check =
        new Check(
            Quarter.ONE_WAY_SERVER,
            "Policy",
            server.name(),
            "policy-" + rule.id(),
            "Policy",
            Optional.empty(),
            rule.title(),
            Optional.of(rule.reference()),
            rule.title(),
            Optional.empty());
    return Arguments.of(run.trial(check), server, rule);
  }
}
