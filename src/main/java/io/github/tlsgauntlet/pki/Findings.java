package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Collects what rules say and keeps, of each rule, the gravest; of equals the first. */
final class Findings {
  private final Map<ChainRule, PathFinding> gravest = new EnumMap<>(ChainRule.class);

  void add(ChainRule rule, Outcome outcome, String reason) {
    add(new PathFinding(rule, outcome, reason, OptionalInt.empty()));
  }

  void add(ChainRule rule, Outcome outcome, SentCertificate certificate, String predicate) {
    add(
        new PathFinding(
            rule, outcome, certificate.inWords() + " " + predicate + ".", certificate.index()));
  }

  void add(ChainRule rule, Outcome outcome, int certificate, String reason) {
    add(new PathFinding(rule, outcome, reason, OptionalInt.of(certificate)));
  }

  private void add(PathFinding finding) {
    gravest.merge(
        finding.rule(),
        finding,
        (old, more) -> more.outcome().compareTo(old.outcome()) > 0 ? more : old);
  }

  /**
   * Judges certificates one by one.
   *
   * @param fault says what is wrong with a certificate, as a predicate that follows its name
   * @param sound the reason when nothing is
   */
  void each(
      ChainRule rule,
      List<SentCertificate> certificates,
      Function<SentCertificate, Optional<String>> fault,
      String sound) {
    for (SentCertificate certificate : certificates) {
      fault
          .apply(certificate)
          .ifPresent(predicate -> add(rule, Outcome.BROKEN, certificate, predicate));
    }
    if (!gravest.containsKey(rule)) {
      add(rule, Outcome.HOLDS, sound);
    }
  }

  /** Takes over what another collection holds; it must be about other rules. */
  void addAll(Findings others) {
    gravest.putAll(others.gravest);
  }

  Map<ChainRule, PathFinding> byRule() {
    return Map.copyOf(gravest);
  }

  /**
   * How bad it is: deciding rules that are broken or untold weigh more than any number of others.
   */
  int weight() {
    int weight = 0;
    for (PathFinding finding : gravest.values()) {
      boolean broken = finding.outcome() == Outcome.BROKEN;
      if (broken || finding.outcome() == Outcome.UNTOLD) {
        weight += finding.rule().decides() ? (broken ? 1_000 : 900) : (broken ? 1 : 0);
      }
    }
    return weight;
  }
}
