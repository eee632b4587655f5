package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** How long an end-entity certificate may live on the web (CA/Browser Forum BR, Section 6.3.2). */
final class LifetimeRule {
  /** The most days, by the day of issue from which it holds. */
  private static final NavigableMap<Instant, Integer> MOST_DAYS =
      new TreeMap<>(
          Map.of(
              Instant.parse("2018-03-01T00:00:00Z"), 825,
              Instant.parse("2020-09-01T00:00:00Z"), 398,
              Instant.parse("2026-03-15T00:00:00Z"), 200,
              Instant.parse("2027-03-15T00:00:00Z"), 100,
              Instant.parse("2029-03-15T00:00:00Z"), 47));

  private LifetimeRule() {}

  static void judge(SentCertificate certificate, Findings findings) {
    ChainRule rule = ChainRule.VALIDITY_PERIOD_IS_SHORT;
    Optional<Instant> start = certificate.notBefore();
    Optional<Instant> end = certificate.notAfter();
    if (start.isEmpty() || end.isEmpty()) {
      findings.add(rule, Outcome.UNTOLD, "Its times can't be read.");
      return;
    }
    Map.Entry<Instant, Integer> limit = MOST_DAYS.floorEntry(start.get());
    if (limit == null) {
      findings.add(rule, Outcome.NOT_APPLICABLE, "It was issued before there was a limit.");
      return;
    }
    // Both ends belong to the period, and a second over a day counts as a day.
    Duration life = Duration.between(start.get(), end.get()).plusSeconds(1);
    if (life.compareTo(Duration.ofDays(limit.getValue())) > 0) {
      findings.add(
          rule,
          Outcome.BROKEN,
          certificate,
          "lives for "
              + life.plusDays(1).minusSeconds(1).toDays()
              + " days, and "
              + limit.getValue()
              + " were allowed");
    } else {
      findings.add(
          rule,
          Outcome.HOLDS,
          "It lives for " + life.toDays() + " days; " + limit.getValue() + " are allowed.");
    }
  }
}
