package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.suite.AlertGrade;
import io.github.tlsgauntlet.suite.Attempts;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The findings of one requirement over all faults and combinations, and what they come to. */
final class Findings {
  private static final List<Verdict> WORST_FIRST =
      List.of(Verdict.FAIL, Verdict.WARN, Verdict.INCONCLUSIVE, Verdict.PASS);

  private static final int MOST_NAMED = 6;

  /** How many different endings the sentence tells; the attempts tell all. */
  private static final int MOST_SEEN = 2;

  /** One try. */
  private record Try(String fault, Combination combination, Finding finding) {}

  private final List<Try> tries = new ArrayList<>();
  private final boolean each;

  /** Tries that end alike are told together, with one transcript for all. */
  Findings() {
    this(false);
  }

  private Findings(boolean each) {
    this.each = each;
  }

  /** Each try that fails is a finding of its own, with its transcript. */
  static Findings ofEach() {
    return new Findings(true);
  }

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
        return told.size() == 1 ? such.get(0).finding() : summed(such, told, each);
      }
    }
    return told.get(0).finding();
  }

  private static Finding summed(List<Try> such, List<Try> told, boolean each) {
    List<List<Try>> alike = alike(such);
    Finding first = alike.get(0).get(0).finding();
    String tries =
        such.size() == told.size()
            ? " (" + told.size() + " tries)"
            : " (" + such.size() + " of " + told.size() + " tries)";
    String seen =
        alike.stream()
            .limit(MOST_SEEN)
            .map(
                group ->
                    (such.size() == told.size() && alike.size() == 1 ? "" : named(group))
                        + group.get(0).finding().reason())
            .collect(Collectors.joining(" "));
    List<List<Try>> kept =
        each && first.verdict() == Verdict.FAIL
            ? alike.stream().flatMap(List::stream).map(List::of).toList()
            : alike.stream().limit(MOST_NAMED).toList();
    String reason = seen + (alike.size() > MOST_SEEN ? " …" : "") + tries;
    return new Finding(
        first.verdict(),
        reason + cause(such, told).map(text -> " It goes with " + text + ".").orElse(""),
        first.alertGrade(),
        first.alert(),
        first.mend(),
        kept.stream().flatMap(group -> group.get(0).finding().evidence().stream()).toList(),
        (each && first.verdict() == Verdict.FAIL ? kept : alike)
            .stream().map(Findings::attempts).toList());
  }

  /** Those that ended alike together: what was taken before what was refused by another alert. */
  private static List<List<Try>> alike(List<Try> such) {
    Map<String, List<Try>> byReason = new LinkedHashMap<>();
    such.forEach(
        one -> byReason.computeIfAbsent(one.finding().reason(), key -> new ArrayList<>()).add(one));
    return byReason.values().stream()
        .sorted(
            Comparator.comparing(
                (List<Try> group) -> group.get(0).finding().alertGrade() != AlertGrade.NONE))
        .toList();
  }

  private static Attempts attempts(List<Try> group) {
    return new Attempts(
        group.stream().map(Findings::words).filter(words -> !words.isEmpty()).distinct().toList(),
        group.get(0).finding().reason());
  }

  private static String words(Try one) {
    return one.combination().equals(Combination.OPEN)
        ? one.fault()
        : Stream.of(one.fault(), String.join(" with ", one.combination().values().values()))
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(", "));
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

  /**
   * What is tried to learn more of a failure.
   *
   * @param fault that failed
   * @param combinations that it is tried in
   */
  record Telling(String fault, List<Combination> combinations) {}

  /**
   * What has to be tried beside the cover before it is known which values a failure goes with: the
   * fault in combinations that differ from the failing one in nothing but one value, one for each
   * of its values.
   *
   * @param all combinations that there are
   */
  Optional<Telling> telling(List<Combination> all) {
    Optional<Try> first =
        tries.stream().filter(one -> one.finding().verdict() == Verdict.FAIL).findFirst();
    if (first.isEmpty()) {
      return Optional.empty();
    }
    String fault = first.get().fault();
    List<Try> told =
        tries.stream()
            .filter(one -> one.fault().equals(fault))
            .filter(one -> one.finding().verdict() != Verdict.NOT_APPLICABLE)
            .toList();
    List<Try> such = told.stream().filter(one -> one.finding().verdict() == Verdict.FAIL).toList();
    if (!SmallestCause.isAmbiguous(combinations(such), others(told, such))) {
      return Optional.empty();
    }
    Map<Set<Dimension>, Combination> telling = new LinkedHashMap<>();
    Combination failed = first.get().combination();
    Set<Combination> tried =
        tries.stream()
            .filter(one -> one.fault().equals(fault) || one.fault().isEmpty())
            .map(Try::combination)
            .collect(Collectors.toSet());
    for (Combination one : all) {
      if (!tried.contains(one) && one.differences(failed) == 1) {
        telling.putIfAbsent(failed.sharedWith(one), one);
      }
    }
    return Optional.of(new Telling(fault, List.copyOf(telling.values())));
  }

  private static List<Combination> combinations(List<Try> tries) {
    return tries.stream().map(Try::combination).distinct().toList();
  }

  private static List<Combination> others(List<Try> told, List<Try> such) {
    List<Combination> others = new ArrayList<>(combinations(told));
    others.removeAll(combinations(such));
    return others;
  }

  /**
   * What all faults together go with, where that is plain; else each has a cause of its own, since
   * not every fault was tried in every combination. Those that fail everywhere go with nothing.
   */
  private static Optional<String> cause(List<Try> such, List<Try> told) {
    List<OfFault> faults =
        such.stream()
            .map(Try::fault)
            .distinct()
            .map(fault -> new OfFault(of(fault, such), of(fault, told)))
            .filter(one -> !others(one.told(), one.failed()).isEmpty())
            .toList();
    List<Try> failed = faults.stream().flatMap(one -> one.failed().stream()).toList();
    List<Try> all = faults.stream().flatMap(one -> one.told().stream()).toList();
    return SmallestCause.only(combinations(failed), others(all, failed))
        .or(
            () ->
                Optional.of(
                        faults.stream()
                            .map(OfFault::cause)
                            .distinct()
                            .collect(Collectors.joining("; ")))
                    .filter(text -> !text.isEmpty()));
  }

  private static List<Try> of(String fault, List<Try> tries) {
    return tries.stream().filter(one -> one.fault().equals(fault)).toList();
  }

  /** The tries of one fault: those that failed, and all. */
  private record OfFault(List<Try> failed, List<Try> told) {
    String cause() {
      return SmallestCause.of(combinations(failed), others(told, failed));
    }
  }
}
