package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.policy.PolicyFinding.Verdict;
import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * No letter below this one; T (not trusted) and M (another name) are below all.
 *
 * @param letter the worst that will do
 */
public record LeastGrade(String letter) implements Demand {
  /** Best first. */
  static final List<String> LETTERS = List.of("A+", "A", "A-", "B", "C", "D", "E", "F");

  @Override
  public Ruling judge(ServerFacts facts) {
    LetterGrade grade = LetterGrade.of(facts);
    Optional<String> got = grade.letter();
    if (got.isEmpty()) {
      return new Ruling(Verdict.INCONCLUSIVE, "no letter: " + grade.reason());
    }
    if (!LETTERS.contains(got.get()) || LETTERS.indexOf(got.get()) > LETTERS.indexOf(letter)) {
      return new Ruling(Verdict.FAIL, got.get() + ": " + reasons(grade));
    }
    List<String> untold = grade.inconclusive().stream().filter(what -> !isHarmless(what)).toList();
    return untold.isEmpty()
        ? new Ruling(Verdict.PASS, got.get())
        : new Ruling(
            Verdict.INCONCLUSIVE, got.get() + " at best; not told: " + String.join("; ", untold));
  }

  /** Without it there is an A- at best: where that will do, it need not be known. */
  private boolean isHarmless(String untold) {
    return untold.equals(GradeCaps.HSTS) && LETTERS.indexOf(letter) >= LETTERS.indexOf("A-");
  }

  private static String reasons(LetterGrade grade) {
    return grade.caps().stream()
        .map(cap -> cap.reason() + " (" + cap.most() + ")")
        .collect(Collectors.joining("; "));
  }

  @Override
  public String wants() {
    return "the letter " + letter + " or better";
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("grade");
  }
}
