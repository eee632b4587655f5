package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.target.TargetException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/**
 * Hands a suite its run, and sees to it that no test ends without a verdict: neither by returning
 * early nor by an exception that is nobody's finding.
 */
public final class GauntletExtension implements BeforeAllCallback, InvocationInterceptor {
  private static final Namespace NAMESPACE = Namespace.create(GauntletExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    of(context);
  }

  /**
   * The run that a test belongs to; it begins with the first who asks, and ends with the last test.
   *
   * @param context the test's
   * @throws Exception that kept the run from beginning: a {@link SettingsException} or a {@link
   *     io.github.tlsgauntlet.target.TargetException}; told to the first who asks
   */
  public static GauntletRun of(ExtensionContext context) throws Exception {
    RunOpening opening =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(RunOpening.class, key -> open(context), RunOpening.class);
    Optional<Exception> failure = opening.failure();
    if (failure.isPresent()) {
      if (opening.firstToTell()) {
        throw failure.get();
      }
      throw new TestAbortedException("The run could not begin: " + failure.get().getMessage());
    }
    return opening.run().orElseThrow();
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<java.lang.reflect.Method> method,
      ExtensionContext context)
      throws Throwable {
    Optional<Trial> trial =
        method.getArguments().stream()
            .flatMap(
                argument ->
                    argument instanceof Tried tried
                        ? Stream.of(tried.trial())
                        : argument instanceof Trial one ? Stream.of(one) : Stream.empty())
            .findFirst();
    if (trial.isEmpty()) {
      invocation.proceed();
      return;
    }
    trial.get().begins();
    try {
      for (Object argument : method.getArguments()) {
        Optional<Finding> obstacle =
            argument instanceof Tried tried ? tried.obstacle() : Optional.empty();
        if (obstacle.isPresent()) {
          trial.get().settles(obstacle.get());
        }
      }
      SecondTry.run(
          trial.get(),
          invocation::proceed,
          () ->
              ReflectionSupport.invokeMethod(
                  method.getExecutable(),
                  method.getTarget().orElseThrow(),
                  method.getArguments().toArray()));
    } catch (GauntletFailure | TestAbortedException e) {
      throw e;
    } catch (TargetException e) {
      if (e.kind() == TargetException.Kind.UNREACHABLE) {
        trial.get().misses(e.getMessage());
      }
      trial.get().settles(withoutTarget(e));
    } catch (Throwable fault) {
      // A fault of the harness is written down as what it is, and goes on its way.
      trial.get().faulted(fault);
      throw fault;
    }
    trial.get().requireVerdict();
  }

  /** What the machine lacks is not applicable; what has gone away could not be told. */
  private static Finding withoutTarget(TargetException e) {
    return Finding.of(
        e.kind() == TargetException.Kind.UNAVAILABLE
            ? Verdict.NOT_APPLICABLE
            : Verdict.INCONCLUSIVE,
        e.getMessage() + ".");
  }

  private static RunOpening open(ExtensionContext context) {
    try {
      return new RunOpening(
          GauntletRun.open(
              Settings.read(
                  context::getConfigurationParameter,
                  name -> Optional.ofNullable(System.getenv(name)))));
    } catch (SettingsException | TargetException e) {
      return new RunOpening(e);
    }
  }
}
