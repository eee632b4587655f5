package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One run and all that it found: what every format is written from.
 *
 * @param run what was run
 * @param ended when the last result came, or when the run was cut short
 * @param complete false if it was cut short
 * @param results what it found, in an order that does not depend on threads
 * @param notes sentences that a reader should see beside the results, such as stale baseline
 *     entries
 */
public record Report(
    RunInfo run, Instant ended, boolean complete, List<Result> results, List<String> notes) {
  /** The version of the schema that {@code report.json} follows. */
  public static final String SCHEMA_VERSION = "1";

  private static final Comparator<Result> ORDER =
      Comparator.comparing(Result::quarter)
          .thenComparing(Result::target)
          .thenComparing(Result::group)
          .thenComparing(Result::check)
          .thenComparing(result -> result.version().orElse(""))
          .thenComparing(Result::id);

  public Report {
    results = results.stream().sorted(ORDER).toList();
    notes = List.copyOf(notes);
  }

  /** A report without notes. */
  public static Report of(
      RunInfo run, Instant ended, boolean complete, Collection<Result> results) {
    return new Report(run, ended, complete, List.copyOf(results), List.of());
  }

  /** The same report with notes for the reader. */
  public Report withNotes(Collection<String> more) {
    return new Report(run, ended, complete, results, List.copyOf(more));
  }

  /** Counts over all results. */
  public Totals totals() {
    return Totals.of(results);
  }

  /** Counts of each quarter that has results, in the quarters' own order. */
  public Map<Quarter, Totals> totalsByQuarter() {
    var byQuarter = new EnumMap<Quarter, Totals>(Quarter.class);
    for (Quarter quarter : Quarter.values()) {
      List<Result> own = results.stream().filter(result -> result.quarter() == quarter).toList();
      if (!own.isEmpty()) {
        byQuarter.put(quarter, Totals.of(own));
      }
    }
    return Collections.unmodifiableMap(byQuarter);
  }

  /** The one-line answer: how many checks fail, and which is the worst. Text, unescaped. */
  public String answer() {
    return complete
        ? judgement()
        : "Cut short after " + results.size() + " results. " + judgement();
  }

  /** The answer without a word on whether the run was cut short. */
  String judgement() {
    Totals totals = totals();
    int judged = totals.judged();
    int failed = totals.of(Verdict.FAIL);
    int warned = totals.of(Verdict.WARN);
    if (judged == 0) {
      return "Nothing could be judged.";
    }
    int untold = totals.of(Verdict.INCONCLUSIVE);
    String suffix = untold == 0 ? "." : "; " + untold + " could not be told.";
    if (failed == 0) {
      String clean =
          judged == 1
              ? "The one check that was judged does not fail"
              : "None of " + judged + " checks fails";
      return clean
          + (warned == 0 ? "" : "; " + warned + (warned == 1 ? " warns" : " warn"))
          + suffix;
    }
    Finding worst = Finding.of(results).get(0);
    // Titles are things or whole sentences: both have to stand behind the colon.
    return "%d of %d checks %s; worst%s: %s"
        .formatted(
            failed,
            judged,
            failed == 1 ? "fails" : "fail",
            Meaning.acceptedWhatItShouldRefuse(worst.results().get(0)) ? " of what it takes" : "",
            worst.title());
  }
}
