package io.github.tlsgauntlet.suite;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The servers under test, for a method with {@link EachServer}. */
final class EachServerArguments extends RunArguments {
  @Override
  protected Stream<Arguments> arguments(GauntletRun run, Method method) {
    String[] versions = method.getAnnotation(EachServer.class).versions();
    return run.servers().stream()
        .flatMap(server -> RequirementTrials.of(run, method, server.name(), server, versions));
  }
}
