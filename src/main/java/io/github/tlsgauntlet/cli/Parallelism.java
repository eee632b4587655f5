package io.github.tlsgauntlet.cli;

import java.util.Map;

/** How the suites share the machine: mostly waiting for peers, hence more threads than cores. */
final class Parallelism {
  static final Map<String, String> PARAMETERS =
      Map.of(
          "junit.jupiter.execution.parallel.enabled", "true",
          "junit.jupiter.execution.parallel.mode.default", "concurrent",
          "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
          "junit.jupiter.execution.parallel.config.executor-service", "WORKER_THREAD_POOL",
          "junit.jupiter.execution.parallel.config.strategy", "dynamic",
          "junit.jupiter.execution.parallel.config.dynamic.factor", "3");

  private Parallelism() {}
}
