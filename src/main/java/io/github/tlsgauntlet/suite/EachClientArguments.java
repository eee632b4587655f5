package io.github.tlsgauntlet.suite;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The clients under test, for a method with {@link EachClient}. */
final class EachClientArguments extends RunArguments {
  @Override
  protected Stream<Arguments> arguments(GauntletRun run, Method method) {
    String[] versions = method.getAnnotation(EachClient.class).versions();
    return run.clients().stream()
        .flatMap(client -> RequirementTrials.of(run, method, client.name(), client, versions));
  }
}
