package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Quarter;
import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The matrix: validations by group against quarter, target and version. One table where all columns
 * fit, else one for each quarter.
 *
 * @param title the quarter, or empty where the table has all
 * @param quarters the first row of heads
 * @param targets the second
 * @param versions the third, one for each column
 * @param groups the rows
 */
record HtmlMatrix(
    String title,
    List<Head> quarters,
    List<Head> targets,
    List<Column> versions,
    List<Group> groups) {
  private static final int COLUMNS_TOGETHER = 12;
  private static final String CONFORMANCE = "Conformance";

  /** A head over some columns. */
  record Head(String name, int span) {}

  /** The head of one column, with what a filter needs to know of it. */
  record Column(String quarter, String target, String version, String label) {}

  /**
   * A group's row, and the rows of its checks below it; {@code heading} stands above the first of a
   * block, over {@code width} columns.
   */
  record Group(
      String heading,
      int width,
      String name,
      String id,
      List<Cell> cells,
      List<Check> checks,
      int size) {}

  /** A check's row. */
  record Check(String check, List<Cell> cells) {}

  /** A cell: empty where {@code letter} is. */
  record Cell(String letter, String text, String words, String href) {}

  /** The sentences of the RFCs stand below all else, which has rows of the same names. */
  private record Row(boolean conformance, String group) implements Comparable<Row> {
    static Row of(Result result) {
      return new Row(result.suite().equals(CONFORMANCE), result.group());
    }

    @Override
    public int compareTo(Row other) {
      return Comparator.comparing(Row::conformance).thenComparing(Row::group).compare(this, other);
    }
  }

  private record Key(Quarter quarter, String target, String version) {}

  static List<HtmlMatrix> of(Report report, Anchors anchors) {
    Map<Quarter, List<Result>> quarters = new TreeMap<>();
    for (Result result : report.results()) {
      quarters.computeIfAbsent(result.quarter(), quarter -> new ArrayList<>()).add(result);
    }
    if (quarters.isEmpty()) {
      return List.of();
    }
    if (quarters.size() == 1 || columns(report.results()).size() <= COLUMNS_TOGETHER) {
      return List.of(table("", report.results(), anchors));
    }
    return quarters.entrySet().stream()
        .map(quarter -> table(Words.quarter(quarter.getKey()), quarter.getValue(), anchors))
        .toList();
  }

  private static HtmlMatrix table(String title, List<Result> results, Anchors anchors) {
    List<Key> columns = columns(results);
    Map<Row, Map<String, Map<Key, List<Result>>>> groups = new TreeMap<>();
    for (Result result : results) {
      groups
          .computeIfAbsent(Row.of(result), row -> new TreeMap<>())
          .computeIfAbsent(result.check(), check -> new HashMap<>())
          .computeIfAbsent(key(result), key -> new ArrayList<>())
          .add(result);
    }
    List<Group> rows = new ArrayList<>();
    boolean mixed = groups.keySet().stream().map(Row::conformance).distinct().count() > 1;
    boolean headed = !mixed;
    for (var row : groups.entrySet()) {
      boolean first = !headed && row.getKey().conformance();
      headed |= first;
      rows.add(
          group(first ? CONFORMANCE : "", row.getKey().group(), row.getValue(), columns, anchors));
    }
    return new HtmlMatrix(
        title,
        heads(columns, column -> Words.quarter(column.quarter())),
        targets(columns),
        columns.stream()
            .map(
                column ->
                    new Column(
                        Words.quarter(column.quarter()),
                        column.target(),
                        column.version(),
                        column.version().isEmpty() ? "any" : column.version().replace("TLS ", "")))
            .toList(),
        rows);
  }

  private static Group group(
      String heading,
      String name,
      Map<String, Map<Key, List<Result>>> checks,
      List<Key> columns,
      Anchors anchors) {
    List<Cell> sums = new ArrayList<>();
    for (Key column : columns) {
      List<Result> all = new ArrayList<>();
      checks.values().forEach(cells -> all.addAll(cells.getOrDefault(column, List.of())));
      sums.add(cell(all, anchors.group(name), Cells.text(all)));
    }
    List<Check> rows = new ArrayList<>();
    checks.forEach(
        (check, cells) -> {
          List<Cell> own = new ArrayList<>();
          for (Key column : columns) {
            List<Result> found = cells.getOrDefault(column, List.of());
            String href = worst(found).map(anchors::row).orElse("");
            own.add(cell(found, href, found.size() == 1 ? "" : Cells.text(found)));
          }
          rows.add(new Check(check, own));
        });
    return new Group(
        heading, columns.size() + 1, name, anchors.group(name), sums, rows, rows.size());
  }

  private static Cell cell(List<Result> results, String href, String text) {
    Optional<Verdict> worst = Cells.worst(results);
    if (worst.isEmpty()) {
      return new Cell("", "", "", "");
    }
    String letter = Character.toString(Words.letter(worst.get()));
    String words = Cells.words(worst.get(), results);
    String shown = text.isEmpty() ? "" : text.substring(2);
    return new Cell(letter, shown, text.isEmpty() ? "" : words, href);
  }

  private static Optional<Result> worst(Collection<Result> results) {
    return Cells.worst(results)
        .flatMap(
            verdict -> results.stream().filter(result -> result.verdict() == verdict).findFirst());
  }

  private static Key key(Result result) {
    return new Key(result.quarter(), result.target(), result.version().orElse(""));
  }

  private static List<Key> columns(List<Result> results) {
    Map<Quarter, Map<String, TreeSet<String>>> tree = new TreeMap<>();
    for (Result result : results) {
      tree.computeIfAbsent(result.quarter(), quarter -> new TreeMap<>())
          .computeIfAbsent(result.target(), target -> new TreeSet<>())
          .add(result.version().orElse(""));
    }
    List<Key> columns = new ArrayList<>();
    tree.forEach(
        (quarter, targets) ->
            targets.forEach(
                (target, versions) ->
                    versions.forEach(version -> columns.add(new Key(quarter, target, version)))));
    return columns;
  }

  private static List<Head> heads(List<Key> columns, Function<Key, String> name) {
    Map<String, Integer> spans = new LinkedHashMap<>();
    columns.forEach(column -> spans.merge(name.apply(column), 1, Integer::sum));
    return spans.entrySet().stream().map(e -> new Head(e.getKey(), e.getValue())).toList();
  }

  private static List<Head> targets(List<Key> columns) {
    record Span(Quarter quarter, String target) {}
    Map<Span, Integer> spans = new LinkedHashMap<>();
    columns.forEach(
        column -> spans.merge(new Span(column.quarter(), column.target()), 1, Integer::sum));
    return spans.entrySet().stream()
        .map(entry -> new Head(entry.getKey().target(), entry.getValue()))
        .toList();
  }
}
