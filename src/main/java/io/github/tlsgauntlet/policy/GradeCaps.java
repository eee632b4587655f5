package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.policy.LetterGrade.Cap;
import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.ChainFacts;
import io.github.tlsgauntlet.probe.Fact;
import io.github.tlsgauntlet.probe.HttpFacts;
import io.github.tlsgauntlet.probe.Preference;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** What keeps a letter down, by versions, suites, keys and features. */
final class GradeCaps {
  /** What a grade is not told of where no HTTP was heard. */
  static final String HSTS = "Strict-Transport-Security";

  private static final int WEAK_SUITE = 112;
  private static final int BROKEN_KEY = 1024;
  private static final int WEAK_KEY = 2048;

  private final ServerFacts facts;
  private final Set<String> inconclusive;
  private final List<Cap> caps = new ArrayList<>();

  private GradeCaps(ServerFacts facts, Set<String> inconclusive) {
    this.facts = facts;
    this.inconclusive = inconclusive;
  }

  static List<Cap> of(ServerFacts facts, Set<String> inconclusive) {
    GradeCaps caps = new GradeCaps(facts, inconclusive);
    caps.versions();
    caps.suites();
    caps.keys();
    caps.features();
    return caps.caps;
  }

  private void versions() {
    boolean better =
        speaks("TLS 1.0") || speaks("TLS 1.1") || speaks("TLS 1.2") || speaks("TLS 1.3");
    cap("F", speaks("SSL 2.0"), "it speaks SSL 2.0");
    cap("F", speaks("SSL 3.0") && !better, "it speaks nothing better than SSL 3.0");
    cap("C", !speaks("TLS 1.2") && !speaks("TLS 1.3"), "it speaks no TLS 1.2");
    for (String old : List.of("SSL 3.0", "TLS 1.0", "TLS 1.1")) {
      cap("B", speaks(old), "it speaks " + old);
    }
    cap("A-", !speaks("TLS 1.3"), "it speaks no TLS 1.3");
  }

  private void suites() {
    List<SuiteTraits> suites = GradeScores.suites(facts).toList();
    cap("F", !suites.isEmpty() && suites.stream().allMatch(SuiteTraits::rc4), "it takes RC4 alone");
    cap(
        "F",
        suites.stream().anyMatch(one -> one.export() || one.bits() < WEAK_SUITE),
        "it takes a suite with less than 112 bits, or for export");
    cap("C", withNewer(SuiteTraits::rc4), "it takes RC4 with TLS 1.1 or later");
    cap(
        "C",
        withNewer(SuiteTraits::smallBlocks),
        "it takes a cipher with blocks of 64 bits with TLS 1.1 or later");
    cap("B", suites.stream().anyMatch(SuiteTraits::rc4), "it takes RC4");
    cap("B", !all(SuiteTraits::forwardSecret), "capable clients get no forward secrecy");
    cap(
        "B",
        !all(one -> one.mode() == SuiteTraits.Mode.AEAD),
        "capable clients get no authenticated encryption (AEAD)");
  }

  /** Whether some suite with a trait is taken in TLS 1.1, or later. */
  private boolean withNewer(Predicate<SuiteTraits> trait) {
    return GradeScores.versions(facts)
        .filter(one -> one.version().equals("TLS 1.1") || one.version().equals("TLS 1.2"))
        .flatMap(one -> one.suites().stream())
        .flatMap(one -> SuiteTraits.of(one.suite()).stream())
        .anyMatch(trait);
  }

  /** Whether clients that take everything get suites with a trait, in each version of today. */
  private boolean all(Predicate<SuiteTraits> trait) {
    List<VersionFacts> newer =
        GradeScores.versions(facts)
            .filter(one -> one.version().equals("TLS 1.2") || one.version().equals("TLS 1.3"))
            .toList();
    List<VersionFacts> judged = newer.isEmpty() ? GradeScores.versions(facts).toList() : newer;
    return judged.stream().allMatch(version -> negotiates(version, trait));
  }

  private static boolean negotiates(VersionFacts version, Predicate<SuiteTraits> trait) {
    List<SuiteTraits> suites =
        version.suites().stream().flatMap(one -> SuiteTraits.of(one.suite()).stream()).toList();
    // Where the client's order decides, a capable client names the better suites first.
    return version.preference() == Preference.SERVER
        ? suites.stream().limit(1).anyMatch(trait)
        : suites.stream().anyMatch(trait);
  }

  private void keys() {
    OptionalInt key = GradeScores.keyBits(facts);
    OptionalInt group = GradeScores.groupBits(facts);
    cap("F", key.orElse(BROKEN_KEY) < BROKEN_KEY, "its key is weaker than RSA with 1024 bits");
    cap("B", key.orElse(WEAK_KEY) < WEAK_KEY, "its key is weaker than RSA with 2048 bits");
    cap(
        "B",
        group.orElse(WEAK_KEY) < WEAK_KEY,
        "it takes a finite-field group of " + group.orElse(0) + " bits");
    if (group.isEmpty()
        && GradeScores.versions(facts)
            .flatMap(one -> one.suites().stream())
            .anyMatch(GradeScores::finite)) {
      inconclusive.add("the size of its finite-field groups");
    }
    for (ChainFacts chain : facts.chains()) {
      told(
          chain.complete(),
          Answer.NO,
          "B",
          "its chain is incomplete",
          "whether its chain is complete");
    }
  }

  private void features() {
    boolean old =
        facts.versions().stream()
            .anyMatch(one -> one.offered() == Answer.YES && Versions.before13(one.version()));
    Answer secure = old ? feature("secure-renegotiation") : Answer.YES;
    Answer client = old ? feature("client-renegotiation") : Answer.NO;
    told(secure, Answer.NO, "A-", "it has no secure renegotiation", "secure renegotiation");
    if (secure == Answer.NO) {
      told(client, Answer.YES, "F", "clients can renegotiate insecurely", "insecure renegotiation");
    }
    told(
        old ? feature("compression") : Answer.NO,
        Answer.YES,
        "C",
        "it compresses in TLS (CRIME)",
        "compression in TLS (CRIME)");
    long hsts = facts.http().map(HttpFacts::hstsSeconds).orElse(1L);
    cap("A-", hsts <= 0, "Strict-Transport-Security is missing or invalid");
    if (facts.http().isEmpty()) {
      inconclusive.add(HSTS);
    }
  }

  private Answer feature(String id) {
    return facts.feature(id).map(Fact::answer).orElse(Answer.UNTOLD);
  }

  private boolean speaks(String version) {
    return facts.offers(version) == Answer.YES;
  }

  private void cap(String most, boolean so, String reason) {
    if (so) {
      caps.add(new Cap(most, reason));
    }
  }

  private void told(Answer answer, Answer bad, String most, String reason, String untold) {
    cap(most, answer == bad, reason);
    if (answer == Answer.UNTOLD) {
      inconclusive.add(untold);
    }
  }
}
