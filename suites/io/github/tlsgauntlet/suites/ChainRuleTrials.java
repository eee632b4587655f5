package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.ChainRule;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Check;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.RunArguments;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import io.github.tlsgauntlet.suite.Versions;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Each server under test, in each version, with each rule of path validation. */
final class ChainRuleTrials extends RunArguments {
  @Override
  protected Stream<Arguments> arguments(GauntletRun run, Method method) {
    return run.servers().stream()
        .flatMap(
            server ->
                Versions.CURRENT.stream()
                    .flatMap(
                        version ->
                            Arrays.stream(ChainRule.values())
                                .map(rule -> trial(run, server, version, rule))));
  }

  private static Arguments trial(
      GauntletRun run, ServerUnderTest server, ProtocolVersion version, ChainRule rule) {
    Check check =
        new Check(
            Quarter.ONE_WAY_SERVER,
            "OneWay",
            server.name(),
            rule.id(),
            rule.group(),
            Optional.of(version.toString()),
            rule.title(),
            Optional.of(rule.reference()),
            rule.title(),
            Optional.empty());
    return Arguments.of(run.trial(check), server, version, rule);
  }
}
