package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.RequirementTrials;
import io.github.tlsgauntlet.suite.RunArguments;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The cases of a method with {@link OnClient}. */
public final class OnClientArguments extends RunArguments {
  @Override
  protected Stream<Arguments> arguments(GauntletRun run, Method method) {
    return cases(run, method).map(Arguments::of);
  }

  /**
   * One case for each client under test and version.
   *
   * @param run whose clients
   * @param method has {@link OnClient}
   */
  public static Stream<ClientCase> cases(GauntletRun run, Method method) {
    OnClient how = method.getAnnotation(OnClient.class);
    return run.clients().stream()
        .flatMap(
            client ->
                OnServerArguments.versions(how.versions()).stream()
                    .map(
                        version ->
                            new ClientCase(
                                run.trial(RequirementTrials.check(method, client.name(), version)),
                                client,
                                version,
                                method)));
  }
}
