package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.policy.LetterGrade.Cap;
import io.github.tlsgauntlet.probe.ChainFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.VersionFacts;
import io.github.tlsgauntlet.probe.Weakness;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What keeps a letter down, by the weaknesses that a scan found. */
final class GradeWeaknesses {
  /** A key of the generator that Debian broke (CVE-2008-0166). */
  static final String DEBIAN = "debian-weak-key";

  /** Those that make an F, by their ids, and what a server must offer to have them. */
  private enum Fatal {
    HEARTBLEED("heartbleed", Need.OLD_VERSION),
    CCS("ccs-injection", Need.OLD_VERSION),
    TICKETBLEED("ticketbleed", Need.OLD_VERSION),
    ROBOT("robot", Need.RSA_TRANSPORT),
    DROWN("drown", Need.SSL2),
    POODLE_TLS("poodle-tls", Need.CBC),
    ZOMBIE_POODLE("zombie-poodle", Need.CBC),
    GOLDENDOODLE("goldendoodle", Need.CBC),
    SLEEPING_POODLE("sleeping-poodle", Need.CBC),
    ZERO_LENGTH("zero-length", Need.CBC),
    CVE_2016_2107("cve-2016-2107", Need.CBC);

    private final String id;
    private final Need need;

    Fatal(String id, Need need) {
      this.id = id;
      this.need = need;
    }
  }

  /** What a server must offer to have a weakness at all. */
  private enum Need {
    SSL2,
    OLD_VERSION,
    RSA_TRANSPORT,
    CBC
  }

  private GradeWeaknesses() {}

  /** The ids of those that make an F. */
  static List<String> fatal() {
    return Arrays.stream(Fatal.values()).map(one -> one.id).toList();
  }

  static List<Cap> of(ServerFacts facts, Set<String> inconclusive) {
    List<Cap> caps = new ArrayList<>();
    for (Fatal one : Fatal.values()) {
      Optional<Weakness> found = facts.weakness(one.id);
      Weakness.Exposure exposure = found.map(Weakness::exposure).orElse(Weakness.Exposure.UNTOLD);
      if (exposure == Weakness.Exposure.VULNERABLE) {
        caps.add(new Cap("F", "it is vulnerable to " + found.map(Weakness::title).orElse(one.id)));
      } else if (exposure == Weakness.Exposure.UNTOLD && has(facts, one.need)) {
        inconclusive.add(found.map(Weakness::title).orElse(one.id));
      }
    }
    if (facts.weakness("insecure-renegotiation").filter(GradeWeaknesses::shown).isPresent()) {
      caps.add(new Cap("F", "clients can renegotiate insecurely"));
    }
    if (facts.chains().stream().anyMatch(GradeWeaknesses::brokenHash)) {
      caps.add(new Cap("F", "a certificate is signed with MD2 or MD5"));
    }
    if (in(facts, "SSL 3.0", GradeWeaknesses::cbc)
        || facts.weakness("poodle").filter(GradeWeaknesses::shown).isPresent()) {
      caps.add(new Cap("C", "it takes CBC suites in SSL 3.0 (POODLE)"));
    }
    if (facts.weakness("crime").filter(GradeWeaknesses::shown).isPresent()) {
      caps.add(new Cap("C", "it is vulnerable to CRIME"));
    }
    return caps;
  }

  private static boolean shown(Weakness weakness) {
    return weakness.exposure() == Weakness.Exposure.VULNERABLE;
  }

  private static boolean brokenHash(ChainFacts chain) {
    return GradeTrust.signedWith(chain, List.of("md2", "md5"));
  }

  private static boolean has(ServerFacts facts, Need need) {
    List<VersionFacts> old =
        GradeScores.versions(facts).filter(one -> Versions.before13(one.version())).toList();
    return switch (need) {
      case SSL2 -> old.stream().anyMatch(one -> one.version().equals("SSL 2.0"));
      case OLD_VERSION -> !old.isEmpty();
      case RSA_TRANSPORT -> suites(old, traits -> traits.keyExchange().equals("RSA"));
      case CBC -> suites(old, GradeWeaknesses::cbc);
    };
  }

  private static boolean cbc(SuiteTraits traits) {
    return traits.mode() == SuiteTraits.Mode.CBC;
  }

  private static boolean in(ServerFacts facts, String version, Predicate<SuiteTraits> trait) {
    return suites(
        GradeScores.versions(facts).filter(one -> one.version().equals(version)).toList(), trait);
  }

  private static boolean suites(List<VersionFacts> versions, Predicate<SuiteTraits> trait) {
    return versions.stream()
        .flatMap(one -> one.suites().stream())
        .flatMap(one -> SuiteTraits.of(one.suite()).stream())
        .anyMatch(trait);
  }
}
