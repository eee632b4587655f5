package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.suite.GauntletFailure;
import java.io.PrintWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** How a run ended: findings, or what kept it from running, or a fault of the harness. */
final class Outcome implements TestExecutionListener {
  private final AtomicBoolean findings = new AtomicBoolean();
  private final AtomicBoolean tests = new AtomicBoolean();
  private final AtomicBoolean judged = new AtomicBoolean();
  private final Queue<String> reasons = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> others = new ConcurrentLinkedQueue<>();

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      tests.set(true);
    }
    if (test.isTest() && result.getStatus() == TestExecutionResult.Status.ABORTED) {
      result.getThrowable().map(Throwable::getMessage).ifPresent(reasons::add);
    } else if (test.isTest()) {
      judged.set(true);
    }
    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
      result
          .getThrowable()
          .ifPresent(
              thrown -> {
                if (thrown instanceof GauntletFailure) {
                  findings.set(true);
                } else {
                  others.add(thrown);
                }
              });
    }
  }

  int exitCode(PrintWriter err) {
    for (Throwable other : others) {
      int code = OneLine.print(err, OneLine.words(other), OneLine.code(other));
      return findings.get() && code == ExitCode.UNREACHABLE ? ExitCode.FINDINGS : code;
    }
    if (!tests.get()) {
      return OneLine.print(err, "A fault of the harness: no test was found", ExitCode.HARNESS);
    }
    if (!judged.get()) {
      return OneLine.print(
          err,
          "Nothing could be judged: " + (reasons.isEmpty() ? "no check applies" : reasons.peek()),
          ExitCode.UNREACHABLE);
    }
    return findings.get() ? ExitCode.FINDINGS : ExitCode.OK;
  }
}
