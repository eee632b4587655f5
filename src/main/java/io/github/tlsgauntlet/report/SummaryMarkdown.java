package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Mend;
import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The summary for a pull request or a GitHub step: answer, totals, matrix, findings. Stays below
 * the 65,536 characters that a comment may have.
 */
public final class SummaryMarkdown {
  private static final int FINDINGS_SHOWN = 25;
  private static final int BUDGET = 40_000;
  private static final int PLACES_SHOWN = 6;
  private static final int GROUPS_SHOWN = 60;
  private static final int NOTES_SHOWN = 10;
  private static final int SENTENCE = 300;
  private static final int NAME = 60;

  /**
   * The summary as Markdown; lines end with a line feed.
   *
   * @param report the run
   */
  public String render(Report report) {
    StringBuilder out = new StringBuilder();
    out.append("## TLS Gauntlet: ").append(name(report.run().target())).append("\n\n");
    out.append(report.totals().of(Verdict.FAIL) > 0 ? "❌ " : report.complete() ? "✅ " : "⚠️ ");
    out.append("**").append(sentence(report.answer())).append("**\n\n");
    totals(out, report);
    matrix(out, report);
    findings(out, report);
    if (!report.notes().isEmpty()) {
      out.append("### Notes\n\n");
      report.notes().stream()
          .limit(NOTES_SHOWN)
          .forEach(note -> out.append("- ").append(sentence(note)).append('\n'));
      more(out, report.notes().size() - NOTES_SHOWN, "notes");
      out.append('\n');
    }
    out.append("Harness ")
        .append(name(report.run().harness()))
        .append(" on ")
        .append(name(report.run().runtime()))
        .append(", started ")
        .append(name(report.run().started().toString()))
        .append(", seed `")
        .append(report.run().seed())
        .append("`.\n");
    return out.toString();
  }

  private static void totals(StringBuilder out, Report report) {
    out.append("| | pass | fail | warn | inconclusive | not applicable | known |\n");
    out.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    report.totalsByQuarter().forEach((quarter, totals) -> row(out, Words.quarter(quarter), totals));
    row(out, "**all**", report.totals());
    out.append('\n');
  }

  private static void row(StringBuilder out, String name, Totals totals) {
    out.append("| ").append(name);
    for (Verdict verdict : Verdict.values()) {
      out.append(" | ").append(totals.of(verdict));
    }
    out.append(" |\n");
  }

  private static void matrix(StringBuilder out, Report report) {
    Map<String, Map<Quarter, List<Result>>> groups = new TreeMap<>();
    for (Result result : report.results()) {
      groups
          .computeIfAbsent(result.group(), group -> new EnumMap<>(Quarter.class))
          .computeIfAbsent(result.quarter(), quarter -> new ArrayList<>())
          .add(result);
    }
    List<Quarter> quarters = List.copyOf(report.totalsByQuarter().keySet());
    if (quarters.isEmpty()) {
      return;
    }
    out.append("<details><summary>Matrix</summary>\n\n| validations");
    quarters.forEach(quarter -> out.append(" | ").append(Words.quarter(quarter)));
    out.append(" |\n| ---").append(" | :-:".repeat(quarters.size())).append(" |\n");
    groups.entrySet().stream()
        .limit(GROUPS_SHOWN)
        .forEach(
            group -> {
              out.append("| ").append(name(group.getKey()));
              for (Quarter quarter : quarters) {
                List<Result> cell = group.getValue().getOrDefault(quarter, List.of());
                out.append(" | ").append(Cells.text(cell));
              }
              out.append(" |\n");
            });
    out.append('\n');
    more(out, groups.size() - GROUPS_SHOWN, "groups");
    out.append(
        "P pass, F fail, W warn, I inconclusive, N not applicable, K known; the worst is shown,"
            + " with how many of how many.\n\n"
            + "</details>\n\n");
  }

  private static void findings(StringBuilder out, Report report) {
    List<Finding> findings = Finding.of(report.results());
    if (findings.isEmpty()) {
      return;
    }
    out.append("### Findings, worst first\n\n");
    int shown = 0;
    for (Finding finding : findings) {
      if (shown == FINDINGS_SHOWN || out.length() > BUDGET) {
        break;
      }
      shown++;
      Result first = finding.first();
      out.append("- **")
          .append(Words.letter(finding.verdict()))
          .append("** ")
          .append(sentence(first.title()))
          .append(" — ")
          .append(name(finding.check()))
          .append(", ")
          .append(Words.quarter(finding.quarter()));
      Meaning.sources(first).forEach(source -> out.append(", ").append(name(source)));
      out.append('\n');
      Meaning.lines(first).forEach(line -> out.append("  - ").append(sentence(line)).append('\n'));
      finding.results().stream().limit(PLACES_SHOWN).forEach(result -> place(out, result));
      if (finding.results().size() > PLACES_SHOWN) {
        out.append("  - and ").append(finding.results().size() - PLACES_SHOWN).append(" more\n");
      }
      if (!finding.mends().isEmpty()) {
        List<String> products = finding.mends().stream().map(Mend::product).distinct().toList();
        out.append("  - how to mend it is in the report, for ")
            .append(name(String.join(", ", products)))
            .append('\n');
      }
    }
    more(out, findings.size() - shown, "findings");
    out.append('\n');
  }

  private static void place(StringBuilder out, Result result) {
    out.append("  - ").append(name(result.target()));
    result.version().ifPresent(version -> out.append(", ").append(name(version)));
    out.append(": ").append(sentence(result.reason()));
    String alert = Words.alert(result);
    if (!alert.isEmpty()) {
      out.append(" Alert: ").append(name(alert));
    }
    out.append('\n');
  }

  private static void more(StringBuilder out, int count, String what) {
    if (count > 0) {
      out.append("\nand ").append(count).append(" more ").append(what).append("\n\n");
    }
  }

  private static String sentence(String text) {
    return Markdown.escape(text, SENTENCE);
  }

  private static String name(String text) {
    return Markdown.escape(text, NAME);
  }
}
