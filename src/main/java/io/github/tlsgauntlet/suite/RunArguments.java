package io.github.tlsgauntlet.suite;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Gives a parameterized test its trials, from the run that it belongs to. */
public abstract class RunArguments implements ArgumentsProvider {
  @Override
  public final Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) throws Exception {
    GauntletRun run = GauntletExtension.of(context);
    GauntletSuite suite = context.getRequiredTestClass().getAnnotation(GauntletSuite.class);
    return suite == null || run.settings().selects(suite.name())
        ? arguments(run, context.getRequiredTestMethod())
        : Stream.empty();
  }

  /**
   * One {@link Arguments} a trial, the {@link Trial} first.
   *
   * @param run the run
   * @param method the test method
   */
  protected abstract Stream<Arguments> arguments(GauntletRun run, Method method);
}
