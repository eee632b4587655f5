package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletFailure;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.RunObserver;
import io.github.tlsgauntlet.suite.SecondTry;
import io.github.tlsgauntlet.suite.Settings;
import io.github.tlsgauntlet.suite.Tried;
import io.github.tlsgauntlet.suite.conformance.OnServerArguments;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.target.ServerTarget;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** Runs the methods of a conformance suite as JUnit would, and keeps what they find. */
final class Verdicts implements RunObserver {
  private final List<Result> results = new CopyOnWriteArrayList<>();

  /**
   * What one requirement comes to on a server, in all its versions.
   *
   * @param suite that has it
   * @param requirement the name of its method
   * @param server under test
   */
  static List<Result> on(ServerTarget server, Class<?> suite, String requirement) {
    Verdicts listener = new Verdicts();
    GauntletRun run =
        Runs.open(List.of(server), List.of(), Map.of("timeout", "60"), List.of(listener));
    Method method =
        ReflectionSupport.findMethod(suite, requirement, ServerCase.class).orElseThrow();
    OnServerArguments.cases(run, method).forEach(one -> listener.of(suite, method, one));
    return listener.all();
  }

  @Override
  public void started(RunInfo run, Settings settings) {}

  @Override
  public void recorded(Result result) {
    results.add(result);
  }

  @Override
  public void finished(boolean complete) {}

  /** All that was found. */
  List<Result> all() {
    return List.copyOf(results);
  }

  /** What a method finds in one case, run once more where it cannot tell. */
  Result of(Class<?> suite, Method method, Tried tried) {
    try {
      Optional<Finding> obstacle = tried.obstacle();
      if (obstacle.isPresent()) {
        tried.trial().settles(obstacle.get());
      }
      Object instance = ReflectionSupport.newInstance(suite);
      SecondTry.Test test = () -> ReflectionSupport.invokeMethod(method, instance, tried);
      SecondTry.run(tried.trial(), test, test);
    } catch (GauntletFailure | TestAbortedException e) {
      return resultOf(tried);
    } catch (Throwable e) {
      throw new AssertionError(method.getName(), e);
    }
    return resultOf(tried);
  }

  private Result resultOf(Tried tried) {
    String key = tried.trial().check().key();
    return results.stream().filter(one -> one.id().equals(key)).findFirst().orElseThrow();
  }
}
