package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.report.Comparison;
import io.github.tlsgauntlet.report.ComparisonText;
import io.github.tlsgauntlet.report.Report;
import io.github.tlsgauntlet.report.ReportException;
import io.github.tlsgauntlet.report.ReportJson;
import io.github.tlsgauntlet.suite.Baseline;
import io.github.tlsgauntlet.suite.Baselines;
import io.github.tlsgauntlet.suite.Settings;
import io.github.tlsgauntlet.suite.SettingsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a reader should know beside the results: what changed since the baseline, and what it
 * accepts for nothing.
 *
 * @param accepted what the user's own file accepts
 * @param earlier the run to compare with
 * @param all whether every suite runs: a part of them says nothing of what the baseline is for
 */
record RunNotes(Baseline accepted, Optional<Report> earlier, boolean all) {
  static final RunNotes NONE = new RunNotes(Baseline.none(), Optional.empty(), false);

  private static final int REGRESSIONS_NAMED = 10;

  /**
   * Reads what a run is compared with.
   *
   * @param settings the run's options
   * @throws SettingsException if it cannot be read
   */
  static RunNotes of(Settings settings) throws SettingsException {
    Optional<Path> report = Baselines.report(settings);
    try {
      return new RunNotes(
          Baselines.own(settings),
          report.isPresent() ? Optional.of(new ReportJson().read(report.get())) : Optional.empty(),
          settings.suites().isEmpty());
    } catch (ReportException e) {
      throw new SettingsException("baseline: " + e.getMessage(), e);
    }
  }

  /** The report with its notes. */
  Report on(Report report) {
    List<String> notes = new ArrayList<>();
    earlier.ifPresent(base -> compared(base, report, notes));
    if (report.complete() && all) {
      notes.addAll(accepted.apply(report.results(), LocalDate.now(ZoneId.systemDefault())).notes());
    }
    return report.withNotes(notes);
  }

  private static void compared(Report base, Report report, List<String> notes) {
    Comparison comparison = Comparison.of(base, report);
    notes.add(
        "Since the run of "
            + base.run().started().truncatedTo(ChronoUnit.SECONDS)
            + ": "
            + ComparisonText.counts(comparison));
    List<Comparison.Change> regressed = comparison.of(Comparison.Kind.REGRESSED);
    regressed.stream()
        .limit(REGRESSIONS_NAMED)
        .forEach(change -> notes.add("Regressed: " + change.line()));
    if (regressed.size() > REGRESSIONS_NAMED) {
      notes.add("and " + (regressed.size() - REGRESSIONS_NAMED) + " more that regressed");
    }
  }
}
