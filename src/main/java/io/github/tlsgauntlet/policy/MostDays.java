package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.CertificateFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import java.time.Duration;
import java.util.List;

/**
 * How long a certificate is to be valid.
 *
 * @param days at most
 * @param reach which certificates
 */
public record MostDays(int days, Reach reach) implements Demand {
  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    for (Reach.Seen one : reach.certificates(facts, tally)) {
      CertificateFacts certificate = one.facts();
      // The last second counts (RFC 5280, Section 4.1.2.5).
      Duration life =
          Duration.between(certificate.notBefore(), certificate.notAfter()).plusSeconds(1);
      long whole = life.toDays();
      boolean keeps = life.compareTo(Duration.ofDays(days)) <= 0 || atTheSecond(life);
      tally.add(keeps, one.name() + " is valid for " + whole + " days");
    }
    return tally.ruling("sends no certificates");
  }

  /** Issuers that forget the last second mean whole days. */
  private boolean atTheSecond(Duration life) {
    return life.equals(Duration.ofDays(days).plusSeconds(1));
  }

  @Override
  public String wants() {
    return "certificates that are valid for at most " + days + " days";
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("lifetime", "certificate");
  }
}
