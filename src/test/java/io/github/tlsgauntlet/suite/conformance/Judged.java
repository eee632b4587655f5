package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.GauntletFailure;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.RunObserver;
import io.github.tlsgauntlet.suite.SecondTry;
import io.github.tlsgauntlet.suite.Settings;
import io.github.tlsgauntlet.suites.Runs;
import io.github.tlsgauntlet.suites.ScriptedServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** What comes of the one requirement of a class in its first version. */
final class Judged {
  private Judged() {}

  static Result by(
      Class<?> suite,
      BiFunction<ServerSetup, ServerSettings.Builder, ServerSettings.Builder> server,
      Map<String, String> options) {
    return by(suite, new ScriptedServer(server), options);
  }

  static Result by(Class<?> suite, ServerTarget server, Map<String, String> options) {
    Results results = new Results();
    GauntletRun run = Runs.open(List.of(server), List.of(), options, List.of(results));
    Method method =
        Arrays.stream(suite.getDeclaredMethods())
            .filter(one -> one.isAnnotationPresent(OnServer.class))
            .findFirst()
            .orElseThrow();
    ServerCase tried = OnServerArguments.cases(run, method).findFirst().orElseThrow();
    try {
      Optional<Finding> obstacle = tried.obstacle();
      if (obstacle.isPresent()) {
        tried.trial().settles(obstacle.get());
      }
      Object instance = ReflectionSupport.newInstance(suite);
      SecondTry.Test test = () -> ReflectionSupport.invokeMethod(method, instance, tried);
      SecondTry.run(tried.trial(), test, test);
    } catch (GauntletFailure | TestAbortedException e) {
      return results.only();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    return results.only();
  }

  private static final class Results implements RunObserver {
    private final List<Result> all = new CopyOnWriteArrayList<>();

    @Override
    public void started(RunInfo run, Settings settings) {}

    @Override
    public void recorded(Result result) {
      all.add(result);
    }

    @Override
    public void finished(boolean complete) {}

    Result only() {
      if (all.size() != 1) {
        throw new AssertionError(all.size() + " results");
      }
      return all.get(0);
    }
  }
}
