package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.report.Report;
import io.github.tlsgauntlet.report.ReportException;
import io.github.tlsgauntlet.report.ReportWriter;
import io.github.tlsgauntlet.report.TerminalTable;
import io.github.tlsgauntlet.suite.Figures;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.RunObserver;
import io.github.tlsgauntlet.suite.Setting;
import io.github.tlsgauntlet.suite.Settings;
import io.github.tlsgauntlet.suite.SettingsException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Ends a run with a table on the terminal, the reports and their path: the same under Maven and on
 * the command line.
 */
public final class RunReporter implements RunObserver {
  private final Queue<Result> results = new ConcurrentLinkedQueue<>();
  private volatile Begun begun = Begun.NOT_YET; // set once, before any other thread runs a test

  private volatile Optional<Figures> measured = Optional.empty(); // set by the thread that ends all

  private record Begun(RunInfo run, Path reports, boolean color, RunNotes notes) {
    private static final Begun NOT_YET =
        new Begun(
            new RunInfo("", java.time.Instant.EPOCH, "", "", 0, java.util.Map.of()),
            Path.of("reports"),
            false,
            RunNotes.NONE);
  }

  @Override
  public void started(RunInfo run, Settings settings) throws SettingsException {
    try {
      ReportWriter.requireWritable(settings.reports());
    } catch (ReportException e) {
      throw new SettingsException("reports: " + e.getMessage(), e);
    }
    begun = new Begun(run, settings.reports(), color(settings), RunNotes.of(settings));
  }

  @Override
  public void recorded(Result result) {
    results.add(result);
  }

  @Override
  public void measured(Figures figures) {
    measured = Optional.of(figures).filter(one -> one.connections() > 0);
  }

  @Override
  public void finished(boolean complete) {
    Begun now = begun;
    PrintStream out = System.out;
    Report report =
        now.notes()
            .on(Report.of(now.run(), java.time.Instant.now(), complete, List.copyOf(results)));
    out.print(new TerminalTable(now.color()).render(report));
    try {
      measured.ifPresent(figures -> out.println("Pace: " + figures.inWords()));
      out.println("Report: " + new ReportWriter().write(report, now.reports()));
    } catch (ReportException e) {
      if (!complete) {
        // Nobody is left who would catch anything: the JVM is on its way out.
        System.err.println("tls-gauntlet: " + e.getMessage());
        return;
      }
      throw new ReportNotWritten(e);
    }
  }

  private static boolean color(Settings settings) throws SettingsException {
    return Terminal.color(settings.get(Setting.COLOR).orElse("auto"));
  }
}
