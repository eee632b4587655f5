package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.suite.Check;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.RunArguments;
import io.github.tlsgauntlet.suite.ServerUnderTest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Each server under test with each known weakness. */
final class WeaknessTrials extends RunArguments {
  @Override
  protected Stream<Arguments> arguments(GauntletRun run, Method method) {
    return run.servers().stream()
        .flatMap(
            server ->
                Arrays.stream(KnownWeakness.values()).map(which -> trial(run, server, which)));
  }

  private static Arguments trial(GauntletRun run, ServerUnderTest server, KnownWeakness which) {
    Check check =
        new Check(
            Quarter.ONE_WAY_SERVER,
            "Weaknesses",
            server.name(),
            which.id(),
            "Weaknesses",
            Optional.empty(),
            which.says(),
            Optional.of(which.reference()),
            which.says(),
            Optional.empty());
    return Arguments.of(run.trial(check), server, which);
  }
}
