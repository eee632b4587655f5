package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.pki.Scenario;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Check;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.RunArguments;
import io.github.tlsgauntlet.suite.Versions;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Each target in each version with each scenario that the other side can present. */
abstract class FixtureTrials extends RunArguments {
  /** Each server under test with each client fixture. */
  static final class ForServers extends FixtureTrials {
    @Override
    protected Stream<Arguments> arguments(GauntletRun run, Method method) {
      return run.servers().stream()
          .flatMap(
              server ->
                  of(run, Role.CLIENT, Quarter.TWO_WAY_SERVER, "TwoWay", server.name(), server));
    }
  }

  /** Each client under test with each server fixture. */
  static final class ForClients extends FixtureTrials {
    @Override
    protected Stream<Arguments> arguments(GauntletRun run, Method method) {
      return run.clients().stream()
          .flatMap(
              client ->
                  of(run, Role.SERVER, Quarter.ONE_WAY_CLIENT, "OneWay", client.name(), client));
    }
  }

  private static Stream<Arguments> of(
      GauntletRun run, Role presenter, Quarter quarter, String suite, String name, Object target) {
    return run.catalogue().scenarios().stream()
        .filter(scenario -> scenario.roles().contains(presenter))
        .flatMap(
            scenario ->
                Versions.CURRENT.stream()
                    .filter(version -> applies(scenario, version))
                    .map(
                        version ->
                            Arguments.of(
                                run.trial(check(scenario, version, quarter, suite, name)),
                                target,
                                version,
                                scenario)));
  }

  private static boolean applies(Scenario scenario, ProtocolVersion version) {
    return scenario.versions().isEmpty() || scenario.versions().contains(Versions.number(version));
  }

  private static Check check(
      Scenario scenario, ProtocolVersion version, Quarter quarter, String suite, String name) {
    return new Check(
        quarter,
        suite,
        name,
        scenario.id(),
        scenario.group(),
        Optional.of(version.toString()),
        scenario.title(),
        Optional.of(scenario.reference()),
        scenario.why(),
        scenario.control());
  }
}
