package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.RunInfo;
import io.github.tlsgauntlet.suite.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Writes {@code index.html}: one file that needs no network and stays usable with ten thousand
 * results. Text from a peer is made visible and escaped while the template renders.
 */
public final class HtmlReport {
  private static final int LONG_NAME = 60;

  private record Count(String letter, String name, int count, double x, double width) {}

  private record Fact(String name, String value) {}

  /**
   * Writes a report.
   *
   * @param report the run
   * @param out where to; stays open
   * @throws IOException if it cannot be written
   */
  public void write(Report report, Writer out) throws IOException {
    Anchors anchors = new Anchors(report.results());
    Page page = new Page();
    RunInfo run = report.run();
    List<HtmlFindings.Item> findings = HtmlFindings.of(report, anchors);
    List<HtmlReasons.Reason> reasons = HtmlReasons.open(report, anchors);
    List<HtmlReasons.Reason> known = HtmlReasons.known(report, anchors);
    page.put("target", run.target());
    page.put("long", run.target().length() > LONG_NAME);
    page.put("judgement", report.judgement());
    page.put("tone", tone(report));
    page.put("complete", report.complete());
    page.put("count", report.results().size());
    page.put("counts", counts(report.totals()));
    page.put("facts", facts(report));
    page.put("settings", settings(run));
    page.put("anySettings", !run.settings().isEmpty());
    page.put("notes", report.notes());
    page.put("anyNotes", !report.notes().isEmpty());
    page.put("anyResults", !report.results().isEmpty());
    page.put("matrices", HtmlMatrix.of(report, anchors));
    page.put("findings", findings);
    page.put("findingCount", Finding.of(report.results()).size());
    page.put("findingsHidden", Finding.of(report.results()).size() - findings.size());
    page.put("anyFindings", !findings.isEmpty());
    page.put("reasons", reasons);
    page.put("anyReasons", !reasons.isEmpty());
    page.put("known", known);
    page.put("anyKnown", !known.isEmpty());
    page.put("groups", HtmlEverything.of(report, anchors));
    page.write("report.mustache", out);
  }

  /** The verdicts that occur, each with its part of a bar a thousand units wide. */
  private static List<Count> counts(Totals totals) {
    List<Count> counts = new ArrayList<>();
    double x = 0;
    for (Verdict verdict : Verdict.values()) {
      int count = totals.of(verdict);
      if (count > 0) {
        double width = 1000.0 * count / totals.all();
        counts.add(
            new Count(
                Character.toString(Words.letter(verdict)),
                Words.verdict(verdict),
                count,
                x,
                width));
        x += width;
      }
    }
    return counts;
  }

  private static String tone(Report report) {
    Totals totals = report.totals();
    if (totals.of(Verdict.FAIL) > 0) {
      return "F";
    }
    boolean clean = report.complete() && totals.of(Verdict.WARN) == 0 && totals.judged() > 0;
    return clean ? "P" : "W";
  }

  private static List<Fact> facts(Report report) {
    RunInfo run = report.run();
    return List.of(
        new Fact("Started", Page.time(run.started())),
        new Fact("Took", Words.duration(Duration.between(run.started(), report.ended()))),
        new Fact("Harness", run.harness()),
        new Fact("Runs in", run.runtime()),
        new Fact("Seed", Long.toString(run.seed())),
        new Fact("Targets", Long.toString(targets(report))));
  }

  private static long targets(Report report) {
    return report.results().stream().map(Result::target).distinct().count();
  }

  private static List<Fact> settings(RunInfo run) {
    return new TreeMap<>(run.settings())
        .entrySet().stream().map(entry -> new Fact(entry.getKey(), entry.getValue())).toList();
  }
}
