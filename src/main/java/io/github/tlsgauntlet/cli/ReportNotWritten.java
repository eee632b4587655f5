package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.report.ReportException;

/** The run has results and no report: a fault that must reach the exit code. */
final class ReportNotWritten extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ReportNotWritten(ReportException cause) {
    super(cause.getMessage(), cause);
  }
}
