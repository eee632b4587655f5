package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every result, by group and check. */
final class HtmlEverything {
  private HtmlEverything() {}

  /** A group. */
  record Group(String id, String name, int count, List<Count> counts, List<Check> checks) {}

  /** How many results of a group have a verdict. */
  record Count(String letter, int count) {}

  /** A check's head and its rows. */
  record Check(String check, String title, String reference, List<Row> rows) {}

  /** A result. */
  record Row(
      String id,
      String letter,
      String finding,
      String verdict,
      String quarter,
      String target,
      String version,
      String alert,
      String reason,
      String took) {}

  private record Key(String check, String title, String reference) {}

  static List<Group> of(Report report, Anchors anchors) {
    Map<String, List<Result>> byGroup = new TreeMap<>();
    for (Result result : report.results()) {
      byGroup.computeIfAbsent(result.group(), group -> new ArrayList<>()).add(result);
    }
    List<Group> groups = new ArrayList<>();
    byGroup.forEach((name, results) -> groups.add(group(name, results, anchors)));
    return groups;
  }

  private static Group group(String name, List<Result> results, Anchors anchors) {
    Map<Key, List<Row>> checks = new LinkedHashMap<>();
    for (Result result : results) {
      checks
          .computeIfAbsent(
              new Key(result.check(), result.title(), result.reference().orElse("")),
              key -> new ArrayList<>())
          .add(row(result, anchors));
    }
    Totals totals = Totals.of(results);
    List<Count> counts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      if (totals.of(verdict) > 0) {
        counts.add(new Count(Character.toString(Words.letter(verdict)), totals.of(verdict)));
      }
    }
    return new Group(
        anchors.group(name),
        name,
        results.size(),
        counts,
        checks.entrySet().stream()
            .sorted(Map.Entry.comparingByKey((a, b) -> a.check().compareTo(b.check())))
            .map(
                entry ->
                    new Check(
                        entry.getKey().check(),
                        entry.getKey().title(),
                        entry.getKey().reference(),
                        entry.getValue()))
            .toList());
  }

  private static Row row(Result result, Anchors anchors) {
    boolean finding = result.verdict() == Verdict.FAIL || result.verdict() == Verdict.WARN;
    return new Row(
        anchors.row(result),
        Character.toString(Words.letter(result.verdict())),
        finding ? anchors.finding(result) : "",
        Words.verdict(result.verdict()),
        Words.quarter(result.quarter()),
        result.target(),
        result.version().orElse(""),
        Words.alert(result),
        Text.bounded(result.reason(), 600),
        Words.duration(result.took()));
  }
}
