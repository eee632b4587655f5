package io.github.tlsgauntlet.cli;

/** What a pipeline gates on. */
final class ExitCode {
  /** Nothing at or above the threshold. */
  static final int OK = 0;

  /** Findings at or above the threshold. */
  static final int FINDINGS = 1;

  /** The user's input. */
  static final int INPUT = 2;

  /** The target could not be reached or does not speak TLS. */
  static final int UNREACHABLE = 3;

  /** A fault of the harness. */
  static final int HARNESS = 4;

  private ExitCode() {}
}
