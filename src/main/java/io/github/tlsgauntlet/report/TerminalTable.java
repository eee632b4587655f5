package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The table at the end of a run, for a terminal of 80 columns. Returns text; prints nothing. */
public final class TerminalTable {
  private static final int WIDTH = 80;
  private static final int NAME = 29;
  private static final int FINDINGS_SHOWN = 10;
  private static final int ROWS_SHOWN = 60;

  /** How long the name of a place may be beside an id. */
  private static final int PLACE = 34;

  /** How many letters an id may lose so that it ends with a word. */
  private static final int WORD = 12;

  private final boolean colour;

  /**
   * A renderer.
   *
   * @param colour whether to mark verdicts with ANSI colours
   */
  public TerminalTable(boolean colour) {
    this.colour = colour;
  }

  /**
   * The table, the findings worst first, and the answer; lines end with a line feed.
   *
   * @param report the run
   */
  public String render(Report report) {
    StringBuilder out = new StringBuilder();
    if (!report.complete()) {
      out.append(paint(Verdict.WARN, "Cut short after " + report.results().size() + " results"))
          .append('\n');
    }
    table(out, report);
    findings(out, report);
    report.notes().forEach(note -> wrapped(out, "note: ", note));
    wrapped(out, "", report.answer());
    return out.toString();
  }

  private void table(StringBuilder out, Report report) {
    Map<String, Map<Quarter, List<Result>>> rows = new TreeMap<>();
    for (Result result : report.results()) {
      rows.computeIfAbsent(result.target(), target -> new EnumMap<>(Quarter.class))
          .computeIfAbsent(result.quarter(), quarter -> new ArrayList<>())
          .add(result);
    }
    out.append(String.format(Locale.ROOT, "%-29s %-14s", "target", "quarter"));
    for (Verdict verdict : Verdict.values()) {
      out.append(String.format(Locale.ROOT, "%6s", Words.letter(verdict)));
    }
    out.append('\n');
    int shown = 0;
    for (var target : rows.entrySet()) {
      for (var quarter : target.getValue().entrySet()) {
        if (++shown <= ROWS_SHOWN) {
          row(out, target.getKey(), Words.quarter(quarter.getKey()), Totals.of(quarter.getValue()));
        }
      }
    }
    if (shown > ROWS_SHOWN) {
      out.append("… and ").append(shown - ROWS_SHOWN).append(" more rows\n");
    }
    if (shown > 1) {
      row(out, "all", "", report.totals());
    }
    out.append("P pass  F fail  W warn  I inconclusive  N not applicable  K known\n");
  }

  private void row(StringBuilder out, String target, String quarter, Totals totals) {
    String name = Text.bounded(printable(target), NAME);
    out.append(String.format(Locale.ROOT, "%-29s %-14s", name, quarter));
    for (Verdict verdict : Verdict.values()) {
      int count = totals.of(verdict);
      String cell = String.format(Locale.ROOT, "%6s", count == 0 ? "·" : count);
      out.append(count == 0 ? cell : paint(verdict, cell));
    }
    out.append('\n');
  }

  private void findings(StringBuilder out, Report report) {
    List<Finding> findings = Finding.of(report.results());
    boolean one = report.results().stream().map(Result::target).distinct().count() == 1;
    List<Finding> shown = findings.subList(0, Math.min(FINDINGS_SHOWN, findings.size()));
    for (int i = 0; i < shown.size(); i++) {
      Finding finding = shown.get(i);
      String reason = finding.first().reason();
      out.append(paint(finding.verdict(), finding.verdict() == Verdict.FAIL ? "FAIL" : "WARN"))
          .append("  ")
          .append(head(finding, one))
          .append('\n');
      boolean goesOn = i + 1 < shown.size() && shown.get(i + 1).first().reason().equals(reason);
      if (!goesOn) {
        reason(out, reason);
      }
    }
    int fails = (int) findings.stream().filter(each -> each.verdict() == Verdict.FAIL).count();
    int failsShown = (int) shown.stream().filter(each -> each.verdict() == Verdict.FAIL).count();
    if (findings.size() > shown.size()) {
      int warns = findings.size() - shown.size() - (fails - failsShown);
      out.append("… and ")
          .append(findings.size() - shown.size())
          .append(" more")
          .append(fails == failsShown ? "" : ": " + (fails - failsShown) + " that fail")
          .append(fails == failsShown || warns == 0 ? "" : ", " + warns + " that warn")
          .append('\n');
    }
  }

  /** What it means, which check, and where: of these the check is cut first, between its words. */
  private static String head(Finding finding, boolean oneTarget) {
    Set<String> where = new LinkedHashSet<>();
    for (Result result : finding.results()) {
      where.add(
          oneTarget
              ? result.version().orElse("")
              : result.target() + result.version().map(v -> ", " + v).orElse(""));
    }
    where.remove("");
    String first =
        where.isEmpty() ? "" : "  " + Text.bounded(printable(where.iterator().next()), PLACE);
    String places = first + (where.size() > 1 ? " and " + (where.size() - 1) + " more" : "");
    String before = Words.quarter(finding.quarter()) + "  ";
    String check = printable(finding.check());
    int room = WIDTH - 6 - before.length() - places.length();
    return before + (check.length() <= room ? check : cut(check, room)) + places;
  }

  /** As much of an id as fits, to the end of a word where that costs little. */
  private static String cut(String id, int room) {
    String part = Text.bounded(id, room);
    int dash = part.lastIndexOf('-');
    return dash > room - WORD ? part.substring(0, dash) + "…" : part;
  }

  /** Two lines at most. */
  private static void reason(StringBuilder out, String reason) {
    String text = printable(Text.bounded(reason, 4 * WIDTH));
    int room = WIDTH - 6;
    int end = text.length() <= room ? text.length() : text.lastIndexOf(' ', room);
    if (end <= 0) {
      end = room;
    }
    end = Math.min(end, text.length());
    if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    out.append("      ").append(text, 0, end).append('\n');
    if (end < text.length()) {
      out.append("      ").append(Text.bounded(text.substring(end).strip(), room)).append('\n');
    }
  }

  /** Wraps at spaces; a word longer than a line is cut. */
  private void wrapped(StringBuilder out, String prefix, String text) {
    StringBuilder line = new StringBuilder(prefix);
    for (String word : printable(Text.bounded(text, 6 * WIDTH)).split(" +", -1)) {
      String fitting = Text.bounded(word, WIDTH - prefix.length() - 1);
      if (line.length() + fitting.length() + 1 > WIDTH) {
        out.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        line.append(" ".repeat(prefix.length()));
      }
      line.append(fitting).append(' ');
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static String printable(String text) {
    return Text.oneLine(text);
  }

  private String paint(Verdict verdict, String text) {
    if (!colour) {
      return text;
    }
    int code =
        switch (verdict) {
          case PASS -> 32;
          case FAIL -> 31;
          case WARN -> 33;
          case INCONCLUSIVE -> 35;
          case NOT_APPLICABLE -> 90;
          case KNOWN -> 36;
        };
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
