package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.CertificateFacts;
import io.github.tlsgauntlet.probe.ChainFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a server's chains are to be.
 *
 * @param qualities all of them
 */
public record RequiredChain(List<Quality> qualities) implements Demand {
  /** Something good about a chain. */
  public enum Quality {
    /** A path to an anchor was found. */
    TRUSTED,
    /** The server's certificate is for the name that was asked for. */
    MATCHES_NAME,
    /** No certificate is expired or not yet valid at the time of the scan. */
    IN_DATE,
    /** The path needs nothing that was not sent. */
    COMPLETE,
    /** Each certificate issued the one before it. */
    IN_ORDER;

    /** As policies write it. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public RequiredChain {
    qualities = List.copyOf(qualities);
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    if (facts.chains().isEmpty()) {
      tally.untold("the server's certificates");
    }
    for (ChainFacts chain : facts.chains()) {
      for (Quality quality : qualities) {
        // Who names no server cannot ask for a certificate of that name.
        if (quality != Quality.MATCHES_NAME || !chain.onlyWithoutServerName()) {
          String word = quality.word();
          tally.should(has(chain, quality, facts.began()), word, "not " + word, word);
        }
      }
    }
    return tally.ruling("no chain that this is about");
  }

  private static Answer has(ChainFacts chain, Quality quality, Instant now) {
    return switch (quality) {
      case TRUSTED -> chain.trusted();
      case MATCHES_NAME -> chain.matchesName();
      case COMPLETE -> chain.complete();
      case IN_ORDER -> chain.certificates().isEmpty() ? Answer.UNTOLD : answer(chain.inOrder());
      case IN_DATE ->
          chain.certificates().isEmpty()
              ? Answer.UNTOLD
              : answer(chain.certificates().stream().allMatch(one -> inDate(one, now)));
    };
  }

  private static boolean inDate(CertificateFacts certificate, Instant now) {
    return !now.isBefore(certificate.notBefore()) && !now.isAfter(certificate.notAfter());
  }

  private static Answer answer(boolean yes) {
    return yes ? Answer.YES : Answer.NO;
  }

  @Override
  public String wants() {
    return "a chain that is " + String.join(", ", qualities.stream().map(Quality::word).toList());
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("certificate");
  }
}
