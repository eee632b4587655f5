package io.github.tlsgauntlet.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A comparison for a terminal of 80 columns: what regressed first. Returns text; prints nothing.
 */
public final class ComparisonText {
  private static final int WIDTH = 80;
  private static final int LINES_SHOWN = 20;

  /**
   * A line of counts, then the changes by kind; lines end with a line feed.
   *
   * @param comparison what changed
   */
  public String render(Comparison comparison) {
    if (comparison.changes().isEmpty()) {
      return "Nothing changed.\n";
    }
    StringBuilder out = new StringBuilder(counts(comparison)).append('\n');
    for (Comparison.Kind kind : Comparison.Kind.values()) {
      section(out, name(kind), comparison.of(kind));
    }
    return out.toString();
  }

  /**
   * How many changed in which way, on one line.
   *
   * @param comparison what changed
   */
  public static String counts(Comparison comparison) {
    List<String> counts = new ArrayList<>();
    for (Comparison.Kind kind : Comparison.Kind.values()) {
      int count = comparison.of(kind).size();
      if (count > 0) {
        counts.add(count + " " + name(kind));
      }
    }
    return counts.isEmpty() ? "nothing changed" : String.join(", ", counts);
  }

  private static void section(StringBuilder out, String name, List<Comparison.Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    out.append('\n').append(name).append('\n');
    changes.stream().limit(LINES_SHOWN).forEach(change -> line(out, change.line()));
    if (changes.size() > LINES_SHOWN) {
      out.append("  … and ").append(changes.size() - LINES_SHOWN).append(" more\n");
    }
  }

  /** What is too long for a line is parted before the check, which says most. */
  private static void line(StringBuilder out, String line) {
    int check = line.lastIndexOf('/') + 1;
    if (line.length() <= WIDTH - 2 || check == 0) {
      out.append("  ").append(Text.bounded(line, WIDTH - 2)).append('\n');
      return;
    }
    out.append("  ").append(Text.bounded(line.substring(0, check), WIDTH - 2)).append('\n');
    out.append("      ").append(Text.bounded(line.substring(check), WIDTH - 6)).append('\n');
  }

  private static String name(Comparison.Kind kind) {
    return switch (kind) {
      case REGRESSED -> "regressed";
      case IMPROVED -> "improved";
      case APPEARED -> "new";
      case GONE -> "gone";
      case OTHERWISE -> "changed otherwise";
      case ALERT -> "with another alert";
    };
  }
}
