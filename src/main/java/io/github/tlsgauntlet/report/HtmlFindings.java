package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.suite.Mend;
import io.github.tlsgauntlet.suite.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What failed, worst first, as the page shows it. */
final class HtmlFindings {
  private static final int FINDINGS_SHOWN = 300;

  /** How many findings stand open, their worst place with its picture. */
  private static final int FINDINGS_OPEN = 5;

  private static final int PLACES_SHOWN = 100;

  /** How many tries that ended alike are named, and how many endings. */
  private static final int TRIES_SHOWN = 40;

  /** How many characters all pictures of one page may take together. */
  private static final int EVIDENCE_BUDGET = 900_000;

  private HtmlFindings() {}

  /** One check that fails or warns. */
  record Item(
      String letter,
      String verdict,
      String title,
      String check,
      String quarter,
      String breach,
      List<String> sources,
      String says,
      List<Fact> tried,
      boolean anyTried,
      String id,
      List<Mend> mends,
      boolean anyMends,
      List<Place> places,
      int placeCount,
      int placesHidden) {}

  /** A name and what is said under it. */
  record Fact(String name, String text) {}

  /** One target and version in which it does. */
  record Place(
      String id,
      String row,
      String letter,
      String verdict,
      String target,
      String version,
      String reason,
      List<Tries> tries,
      boolean anyTries,
      String alert,
      String grade,
      Control control,
      boolean anyControl,
      List<HtmlSequence> sequences,
      boolean undrawn,
      boolean open) {}

  /** Tries that ended alike. */
  record Tries(String seen, List<String> what, int hidden) {}

  /** The good twin beside it. */
  record Control(String check, String letter, String verdict, String reason, String row) {}

  static List<Item> of(Report report, Anchors anchors) {
    List<Finding> findings = Finding.of(report.results());
    List<Finding> shown = findings.subList(0, Math.min(findings.size(), FINDINGS_SHOWN));
    Set<Result> drawn = drawn(shown);
    List<Item> items = new ArrayList<>();
    for (Finding finding : shown) {
      items.add(item(finding, items.size() < FINDINGS_OPEN, drawn, anchors));
    }
    return items;
  }

  private static Item item(Finding finding, boolean open, Set<Result> drawn, Anchors anchors) {
    Result worst = finding.first();
    List<Place> places = new ArrayList<>();
    for (Result result : finding.results().stream().limit(PLACES_SHOWN).toList()) {
      places.add(place(result, open && places.isEmpty(), drawn.contains(result), anchors));
    }
    List<Fact> tried = tried(worst);
    return new Item(
        Character.toString(Words.letter(finding.verdict())),
        Words.verdict(finding.verdict()),
        worst.title(),
        finding.check(),
        Words.quarter(finding.quarter()),
        Meaning.word(worst),
        Meaning.sources(worst),
        worst.says().equals(worst.title()) ? "" : worst.says(),
        tried,
        !tried.isEmpty(),
        "c-" + anchors.row(worst),
        List.copyOf(finding.mends()),
        !finding.mends().isEmpty(),
        places,
        finding.results().size(),
        Math.max(0, finding.results().size() - PLACES_SHOWN));
  }

  private static Place place(Result result, boolean open, boolean draw, Anchors anchors) {
    Control control =
        anchors
            .control(result)
            .map(
                twin ->
                    new Control(
                        twin.check(),
                        Character.toString(Words.letter(twin.verdict())),
                        Words.verdict(twin.verdict()),
                        twin.reason(),
                        anchors.row(twin)))
            .orElse(new Control("", "", "", "", ""));
    List<Tries> tries = tries(result);
    return new Place(
        anchors.finding(result),
        anchors.row(result),
        Character.toString(Words.letter(result.verdict())),
        Words.verdict(result.verdict()),
        result.target(),
        result.version().orElse(""),
        result.reason(),
        tries,
        !tries.isEmpty(),
        result.alert().orElse("none"),
        Words.grade(result.alertGrade()),
        control,
        !control.check().isEmpty(),
        draw ? HtmlSequence.of(result) : List.of(),
        !draw && !result.evidence().isEmpty(),
        open);
  }

  private static List<Fact> tried(Result worst) {
    List<Fact> facts = new ArrayList<>();
    worst
        .explanation()
        .ifPresent(
            more -> {
              facts.add(new Fact("Sent to try it", more.sends()));
              facts.add(new Fact("Conforms", more.expects()));
            });
    Meaning.breach(worst).ifPresent(breach -> facts.add(new Fact("Means", breach.meaning())));
    return facts;
  }

  /** What was tried one by one, where the sentence of the reason would have to list it. */
  private static List<Tries> tries(Result result) {
    if (result.attempts().stream().mapToInt(group -> group.what().size()).sum() < 2) {
      return List.of();
    }
    return result.attempts().stream()
        .limit(TRIES_SHOWN)
        .map(
            group ->
                new Tries(
                    group.seen(),
                    group.what().stream().limit(TRIES_SHOWN).toList(),
                    Math.max(0, group.what().size() - TRIES_SHOWN)))
        .toList();
  }

  /** Each finding's worst place has its picture first; the others as far as the budget goes. */
  private static Set<Result> drawn(List<Finding> findings) {
    List<Result> wanted = new ArrayList<>(findings.stream().map(Finding::first).toList());
    findings.forEach(
        finding -> wanted.addAll(finding.results().stream().skip(1).limit(PLACES_SHOWN).toList()));
    Set<Result> drawn = Collections.newSetFromMap(new IdentityHashMap<>());
    int left = EVIDENCE_BUDGET;
    for (Result result : wanted) {
      left -= HtmlSequence.weight(result);
      if (left < 0) {
        break;
      }
      drawn.add(result);
    }
    return drawn;
  }
}
