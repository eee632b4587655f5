package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.policy.LetterGrade.Cap;
import io.github.tlsgauntlet.policy.LetterGrade.Score;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.HttpFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes the letter of a score and of what keeps it down. */
final class Grader {
  private static final long SIX_MONTHS = 15768000;

  private Grader() {}

  static LetterGrade grade(ServerFacts facts) {
    Optional<String> gap = gap(facts);
    if (gap.isPresent()) {
      return LetterGrade.none(gap.get());
    }
    OptionalInt keyExchange = GradeScores.keyExchange(facts);
    if (keyExchange.isEmpty()) {
      return LetterGrade.none("The size of the server's key could not be told");
    }
    Score score =
        new Score(GradeScores.protocol(facts), keyExchange.getAsInt(), GradeScores.cipher(facts));
    Set<String> inconclusive = new LinkedHashSet<>();
    List<Cap> caps = new ArrayList<>();
    caps.add(new Cap(letter(score.total()), "the score is " + Math.round(score.total())));
    GradeScores.versions(facts)
        .filter(VersionFacts::mayTakeMore)
        .forEach(version -> inconclusive.add("all suites of " + version.version()));
    caps.addAll(GradeCaps.of(facts, inconclusive));
    caps.addAll(GradeWeaknesses.of(facts, inconclusive));
    String besidesTrust = lowest(caps);
    if (besidesTrust.equals("A") && inconclusive.isEmpty() && longHsts(facts)) {
      besidesTrust = "A+";
    }
    List<Cap> trust = GradeTrust.of(facts, inconclusive);
    caps.addAll(trust);
    String most = besidesTrust;
    caps.removeIf(cap -> LeastGrade.LETTERS.contains(cap.most()) && rank(cap.most()) <= rank("A"));
    return new LetterGrade(
        Optional.of(trust.isEmpty() ? most : trust.get(0).most()),
        Optional.of(besidesTrust),
        Optional.of(score),
        caps,
        List.copyOf(inconclusive),
        "");
  }

  /** What must be known before anything can be said. */
  private static Optional<String> gap(ServerFacts facts) {
    boolean any = false;
    for (String version : Versions.ALL) {
      Answer answer = facts.offers(version);
      if (answer == Answer.UNTOLD) {
        return Optional.of("It could not be told whether the server speaks " + version);
      }
      any |= answer == Answer.YES;
    }
    if (!any) {
      return Optional.of("The server speaks no version of TLS");
    }
    return GradeScores.versions(facts)
        // The suites of SSL 2.0 have codes of another kind; the version decides without them.
        .filter(version -> !version.version().equals("SSL 2.0"))
        .filter(Grader::hasUntoldSuites)
        .map(version -> "The suites of " + version.version() + " could not be told")
        .findFirst();
  }

  private static boolean hasUntoldSuites(VersionFacts version) {
    return version.suites().isEmpty()
        || version.suites().stream()
            .map(SuiteFacts::suite)
            .anyMatch(suite -> SuiteTraits.of(suite).isEmpty());
  }

  private static String letter(double total) {
    return total >= 80
        ? "A"
        : total >= 65 ? "B" : total >= 50 ? "C" : total >= 35 ? "D" : total >= 20 ? "E" : "F";
  }

  private static String lowest(List<Cap> caps) {
    return caps.stream().map(Cap::most).max(Comparator.comparingInt(Grader::rank)).orElse("A");
  }

  private static int rank(String letter) {
    return LeastGrade.LETTERS.indexOf(letter);
  }

  private static boolean longHsts(ServerFacts facts) {
    return facts.http().map(HttpFacts::hstsSeconds).filter(one -> one >= SIX_MONTHS).isPresent();
  }
}
