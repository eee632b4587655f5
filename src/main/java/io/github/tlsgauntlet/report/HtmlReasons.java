package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What could not be told, did not apply or was accepted: the reason once, with all it concerns. */
final class HtmlReasons {
  private static final int REASONS_SHOWN = 200;
  private static final int CHECKS_SHOWN = 60;

  private HtmlReasons() {}

  /** One reason. */
  record Reason(
      String letter,
      String verdict,
      String reason,
      int count,
      String targets,
      List<Check> checks,
      int checksHidden,
      List<HtmlSequence> sequences,
      boolean anySequences) {}

  /** A check that it concerns, linked to its row. */
  record Check(String check, String row) {}

  private record Key(Verdict verdict, String reason) {}

  static List<Reason> open(Report report, Anchors anchors) {
    List<Reason> reasons = new ArrayList<>(of(report, anchors, Verdict.INCONCLUSIVE));
    reasons.addAll(of(report, anchors, Verdict.NOT_APPLICABLE));
    return reasons;
  }

  static List<Reason> known(Report report, Anchors anchors) {
    return of(report, anchors, Verdict.KNOWN);
  }

  private static List<Reason> of(Report report, Anchors anchors, Verdict verdict) {
    Map<Key, List<Result>> byReason = new LinkedHashMap<>();
    for (Result result : report.results()) {
      if (result.verdict() == verdict) {
        byReason
            .computeIfAbsent(new Key(verdict, result.reason()), key -> new ArrayList<>())
            .add(result);
      }
    }
    return byReason.entrySet().stream()
        .sorted((a, b) -> Integer.compare(b.getValue().size(), a.getValue().size()))
        .limit(REASONS_SHOWN)
        .map(entry -> reason(entry.getKey(), entry.getValue(), anchors))
        .toList();
  }

  private static Reason reason(Key key, List<Result> results, Anchors anchors) {
    Set<String> targets = new LinkedHashSet<>();
    Map<String, String> checks = new LinkedHashMap<>();
    for (Result result : results) {
      targets.add(result.target() + ", " + Words.quarter(result.quarter()));
      checks.putIfAbsent(result.check(), anchors.row(result));
    }
    List<HtmlSequence> sequences =
        key.verdict() == Verdict.NOT_APPLICABLE ? List.of() : HtmlSequence.of(results.get(0));
    return new Reason(
        Character.toString(Words.letter(key.verdict())),
        Words.verdict(key.verdict()),
        key.reason(),
        results.size(),
        Text.bounded(String.join("; ", targets), 400),
        checks.entrySet().stream()
            .limit(CHECKS_SHOWN)
            .map(entry -> new Check(entry.getKey(), entry.getValue()))
            .toList(),
        Math.max(0, checks.size() - CHECKS_SHOWN),
        sequences,
        !sequences.isEmpty());
  }
}
