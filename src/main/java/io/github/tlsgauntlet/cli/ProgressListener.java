package io.github.tlsgauntlet.cli;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Shows how far a run has come. The checks of a method are known once it runs, so that a bar of
 * them would go back; it counts the methods, all of which are known at the start.
 */
final class ProgressListener implements TestExecutionListener {
  private final Progress progress;
  private final Set<UniqueId> methods = ConcurrentHashMap.newKeySet();
  private final AtomicInteger checks = new AtomicInteger();
  private final Thread hook;

  ProgressListener(Progress progress) {
    this.progress = progress;
    this.hook = new Thread(progress::close, "tls-gauntlet-progress");
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    methods.addAll(
        plan.getRoots().stream()
            .flatMap(root -> plan.getDescendants(root).stream())
            .filter(one -> one.getSource().filter(MethodSource.class::isInstance).isPresent())
            .map(TestIdentifier::getUniqueIdObject)
            .collect(Collectors.toSet()));
    progress.more(methods.size());
    // The table of a run that is cut short must not share a line with the bar.
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    ends(test);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      progress.says(checks.incrementAndGet() + " checks");
    }
    ends(test);
  }

  /** After the last one comes the table. */
  private void ends(TestIdentifier test) {
    if (methods.remove(test.getUniqueIdObject())) {
      progress.oneDone();
      if (methods.isEmpty()) {
        progress.close();
      }
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    progress.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is on its way out, and has closed it.
    }
  }
}
