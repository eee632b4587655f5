package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Result;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What changed between two runs, result by result, matched by id.
 *
 * @param changes all that changed, in the order of the newer run, what is gone at the end
 */
public record Comparison(List<Change> changes) {
  /** How a result changed. */
  public enum Kind {
    /** It was judged better before: PASS, then WARN, then FAIL. */
    REGRESSED,
    /** It was judged worse before. */
    IMPROVED,
    /** Only the newer run has it: a new check or target, which says nothing of a regression. */
    APPEARED,
    /** Only the older run has it. */
    GONE,
    /** It can be judged no more, can be judged now, or was accepted in the baseline. */
    OTHERWISE,
    /** The verdict is the same, the alert is another. */
    ALERT
  }

  /**
   * One change.
   *
   * @param kind how
   * @param before the older result; empty where it appeared
   * @param after the newer result; empty where it is gone
   */
  public record Change(Kind kind, Optional<Result> before, Optional<Result> after) {
    /** One line for a person, as text that is safe on a terminal. */
    public String line() {
      String id = after.or(() -> before).map(Result::id).orElse("");
      String change =
          kind == Kind.ALERT
              ? name(before.map(Words::alert)) + " → " + name(after.map(Words::alert))
              : name(before.map(Change::verdict)) + " → " + name(after.map(Change::verdict));
      return Text.oneLine(change + "  " + id);
    }

    private static String verdict(Result result) {
      return Words.verdict(result.verdict());
    }

    private static String name(Optional<String> name) {
      return name.filter(text -> !text.isEmpty()).orElse("none");
    }
  }

  public Comparison {
    changes = List.copyOf(changes);
  }

  /**
   * Compares two runs.
   *
   * @param base the older run
   * @param now the newer run
   */
  public static Comparison of(Report base, Report now) {
    Map<String, Result> before = new HashMap<>();
    base.results().forEach(result -> before.putIfAbsent(result.id(), result));
    Set<String> seen = new HashSet<>();
    List<Change> changes = new ArrayList<>();
    for (Result result : now.results()) {
      if (seen.add(result.id())) {
        Optional<Result> old = Optional.ofNullable(before.get(result.id()));
        kind(old, result)
            .ifPresent(kind -> changes.add(new Change(kind, old, Optional.of(result))));
      }
    }
    if (now.complete()) {
      base.results().stream()
          .filter(result -> !seen.contains(result.id()))
          .forEach(gone -> changes.add(new Change(Kind.GONE, Optional.of(gone), Optional.empty())));
    }
    return new Comparison(changes);
  }

  /** The changes of one kind. */
  public List<Change> of(Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).toList();
  }

  /** Whether anything is judged worse than before. */
  public boolean hasRegressions() {
    return changes.stream().anyMatch(change -> change.kind() == Kind.REGRESSED);
  }

  private static Optional<Kind> kind(Optional<Result> before, Result after) {
    if (before.isEmpty()) {
      return Optional.of(Kind.APPEARED);
    }
    Result old = before.get();
    if (old.verdict() == after.verdict()) {
      return Words.alert(old).equals(Words.alert(after))
          ? Optional.empty()
          : Optional.of(Kind.ALERT);
    }
    OptionalInt was = rank(old.verdict());
    OptionalInt is = rank(after.verdict());
    if (was.isEmpty() || is.isEmpty()) {
      return Optional.of(Kind.OTHERWISE);
    }
    return Optional.of(is.getAsInt() > was.getAsInt() ? Kind.REGRESSED : Kind.IMPROVED);
  }

  private static OptionalInt rank(Verdict verdict) {
    return switch (verdict) {
      case PASS -> OptionalInt.of(0);
      case WARN -> OptionalInt.of(1);
      case FAIL -> OptionalInt.of(2);
      case INCONCLUSIVE, NOT_APPLICABLE, KNOWN -> OptionalInt.empty();
    };
  }
}
