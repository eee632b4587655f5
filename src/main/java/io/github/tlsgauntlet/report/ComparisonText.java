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
    StringBuilder out = new StringBuilder();
    List<String> counts = new ArrayList<>();
    for (Comparison.Kind kind : Comparison.Kind.values()) {
      int count = comparison.of(kind).size();
      if (count > 0) {
        counts.add(count + " " + name(kind));
      }
    }
    out.append(String.join(", ", counts)).append('\n');
    for (Comparison.Kind kind : Comparison.Kind.values()) {
      section(out, name(kind), comparison.of(kind));
    }
    return out.toString();
  }

  private static void section(StringBuilder out, String name, List<Comparison.Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    out.append('\n').append(name).append('\n');
    changes.stream()
        .limit(LINES_SHOWN)
        .forEach(
            change -> out.append("  ").append(Text.bounded(change.line(), WIDTH - 2)).append('\n'));
    if (changes.size() > LINES_SHOWN) {
      out.append("  … and ").append(changes.size() - LINES_SHOWN).append(" more\n");
    }
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
