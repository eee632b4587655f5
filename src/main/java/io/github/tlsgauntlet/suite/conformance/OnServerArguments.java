package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.RequirementTrials;
import io.github.tlsgauntlet.suite.RunArguments;
import io.github.tlsgauntlet.suite.Versions;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The cases of a method with {@link OnServer}. */
public final class OnServerArguments extends RunArguments {
  @Override
  protected Stream<Arguments> arguments(GauntletRun run, Method method) {
    return cases(run, method).map(Arguments::of);
  }

  /**
   * One case for each server under test and version.
   *
   * @param run whose servers
   * @param method has {@link OnServer}
   */
  public static Stream<ServerCase> cases(GauntletRun run, Method method) {
    OnServer how = method.getAnnotation(OnServer.class);
    return run.servers().stream()
        .flatMap(
            server ->
                versions(how.versions()).stream()
                    .map(
                        version ->
                            new ServerCase(
                                run.trial(RequirementTrials.check(method, server.name(), version)),
                                server,
                                version,
                                method)));
  }

  static List<Optional<ProtocolVersion>> versions(String[] names) {
    return names.length == 0
        ? List.of(Optional.empty())
        : Arrays.stream(names).map(Versions::parse).map(Optional::of).toList();
  }
}
