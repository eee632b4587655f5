package io.github.tlsgauntlet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A table of text: each column as wide as its widest cell. */
final class Columns {
  private Columns() {}

  static String of(List<Map<String, String>> rows) {
    if (rows.isEmpty()) {
      return "(none)";
    }
    List<String> names = new ArrayList<>(rows.get(0).keySet());
    List<Integer> widths =
        names.stream()
            .map(
                name ->
                    Math.max(
                        name.length(),
                        rows.stream()
                            .mapToInt(row -> row.getOrDefault(name, "").length())
                            .max()
                            .orElse(0)))
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add(line(names, widths));
    rows.forEach(
        row -> lines.add(line(names.stream().map(n -> row.getOrDefault(n, "")).toList(), widths)));
    return lines.stream()
        .map(String::stripTrailing)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(cells.get(i)).append(" ".repeat(widths.get(i) - cells.get(i).length() + 2));
    }
    return line.toString();
  }
}
