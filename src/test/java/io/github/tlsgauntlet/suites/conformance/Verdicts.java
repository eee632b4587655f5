package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletFailure;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.RunObserver;
import io.github.tlsgauntlet.suite.Settings;
import io.github.tlsgauntlet.suite.Tried;
import io.github.tlsgauntlet.target.TargetException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** Runs the methods of a conformance suite as JUnit would, and keeps what they find. */
final class Verdicts implements RunObserver {
  private final List<Result> results = new CopyOnWriteArrayList<>();

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

  /** What a method finds in one case. */
  Result of(Class<?> suite, Method method, Tried tried) throws TargetException {
    try {
      Optional<Finding> obstacle = tried.obstacle();
      if (obstacle.isPresent()) {
        tried.trial().concludes(obstacle.get());
      }
      method.setAccessible(true);
      method.invoke(ReflectionSupport.newInstance(suite), tried);
    } catch (GauntletFailure | TestAbortedException e) {
      return resultOf(tried);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof GauntletFailure)
          && !(e.getCause() instanceof TestAbortedException)) {
        throw new AssertionError(method.getName(), e.getCause());
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
    return resultOf(tried);
  }

  private Result resultOf(Tried tried) {
    String key = tried.trial().check().key();
    return results.stream().filter(one -> one.id().equals(key)).findFirst().orElseThrow();
  }
}
