package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The findings of one requirement over all faults and combinations, and what they come to. */
final class Findings {
  private static final List<Verdict> WORST_FIRST =
      List.of(Verdict.FAIL, Verdict.WARN, Verdict.INCONCLUSIVE, Verdict.PASS);

  private static final int MOST_NAMED = 6;

  /** One try. */
  private record Try(String fault, Combination combination, Finding finding) {}

  private final List<Try> tries = new ArrayList<>();

  void add(String fault, Combination combination, Finding finding) {
    tries.add(new Try(fault, combination, finding));
  }

  /**
   * The worst of them, with what it goes with. One that could not be told outweighs those that
   * passed: a requirement holds only where all of it was seen to hold.
   */
  Finding together() {
    List<Try> told =
        tries.stream().filter(one -> one.finding().verdict() != Verdict.NOT_APPLICABLE).toList();
    if (told.isEmpty()) {
      return tries.isEmpty()
          ? Finding.of(Verdict.NOT_APPLICABLE, "Nothing that it has to hold over is there.")
          : tries.get(0).finding();
    }
    for (Verdict verdict : WORST_FIRST) {
      List<Try> such = told.stream().filter(one -> one.finding().verdict() == verdict).toList();
      if (!such.isEmpty()) {
        return told.size() == 1 ? such.get(0).finding() : summed(such, told);
      }
    }
    return told.get(0).finding();
  }

  private static Finding summed(List<Try> such, List<Try> told) {
    Finding first = such.get(0).finding();
    String reason =
        such.size() == told.size()
            ? first.reason() + " (" + told.size() + " tries)"
            : named(such) + first.reason() + " (" + such.size() + " of " + told.size() + " tries)";
    return new Finding(
        first.verdict(),
        reason + cause(such, told).map(text -> " It goes with " + text + ".").orElse(""),
        first.alertGrade(),
        first.alert(),
        first.mend(),
        such.stream().flatMap(one -> one.finding().evidence().stream()).limit(MOST_NAMED).toList());
  }

  private static String named(List<Try> such) {
    Set<String> faults = new LinkedHashSet<>();
    such.forEach(one -> faults.add(one.fault()));
    faults.remove("");
    if (faults.isEmpty()) {
      return "";
    }
    String words = faults.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = faults.size() - MOST_NAMED;
    return words + (more > 0 ? " and " + more + " more" : "") + ": ";
  }

  private static Optional<String> cause(List<Try> such, List<Try> told) {
    Set<Combination> failed = new LinkedHashSet<>();
    such.forEach(one -> failed.add(one.combination()));
    List<Combination> others =
        told.stream()
            .map(Try::combination)
            .distinct()
            .filter(one -> !failed.contains(one))
            .toList();
    return Optional.of(SmallestCause.of(List.copyOf(failed), others))
        .filter(text -> !text.isEmpty());
  }
}
