package io.github.tlsgauntlet.probe;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;

/** What a server's clock says: its randoms of TLS 1.2 and before, and its HTTP Date header. */
final class ServerClock {
  private static final int LEAST = 3;

  /** Seconds that a scan's first flights may take; drawn octets don't lie so near together. */
  private static final long SPREAD = 120;

  /** Seconds within which a clock may be wrong and still be told from drawn octets. */
  private static final long PLAUSIBLE = 2L * 365 * 86_400;

  /** Seconds that a clock may differ: certificates, OCSP and tickets bear no more of it. */
  private static final long TOLERABLE = 60;

  private static final long UNSIGNED = 0xffff_ffffL;

  private ServerClock() {}

  /**
   * Facts where there is something to go by.
   *
   * @param oldRandoms of TLS 1.2 and before
   * @param began when the first of them was asked for
   * @param date the HTTP header's text, and when it came
   */
  static List<Fact> facts(List<byte[]> oldRandoms, Instant began, Optional<Dated> date) {
    List<Fact> facts = new ArrayList<>();
    Optional<Long> byRandom = byRandom(oldRandoms, began);
    if (oldRandoms.size() >= LEAST) {
      facts.add(
          new Fact(
              "gmt-unix-time",
              "puts the time into its randoms (RFC 5246, Section 7.4.1.2)",
              byRandom.isPresent() ? Answer.YES : Answer.NO,
              byRandom.isPresent()
                  ? "All " + oldRandoms.size() + " begin with the time."
                  : "They begin with what is no time."));
    }
    Optional<Long> byDate = date.flatMap(ServerClock::byDate);
    if (byRandom.isPresent() || byDate.isPresent()) {
      facts.add(skew(byRandom, byDate));
    }
    return facts;
  }

  /**
   * A Date header.
   *
   * @param text as it came
   * @param came when
   */
  record Dated(String text, Instant came) {}

  private static Fact skew(Optional<Long> byRandom, Optional<Long> byDate) {
    List<String> words = new ArrayList<>();
    byRandom.ifPresent(seconds -> words.add(inWords("By its randoms", seconds)));
    byDate.ifPresent(seconds -> words.add(inWords("By its HTTP Date", seconds)));
    boolean wrong =
        byRandom.filter(seconds -> Math.abs(seconds) > TOLERABLE).isPresent()
            || byDate.filter(seconds -> Math.abs(seconds) > TOLERABLE).isPresent();
    return new Fact(
        "clock-skew",
        "its clock is more than a minute from ours",
        wrong ? Answer.YES : Answer.NO,
        String.join(" ", words));
  }

  private static String inWords(String source, long seconds) {
    return source
        + " it is "
        + (seconds == 0
            ? "right."
            : Math.abs(seconds)
                + (Math.abs(seconds) == 1 ? " second " : " seconds ")
                + (seconds > 0 ? "ahead." : "behind."));
  }

  /** Seconds ahead of ours; empty where the randoms hold no time. */
  private static Optional<Long> byRandom(List<byte[]> randoms, Instant began) {
    if (randoms.size() < LEAST) {
      return Optional.empty();
    }
    LongSummaryStatistics times =
        randoms.stream()
            .mapToLong(random -> ByteBuffer.wrap(random).getInt() & UNSIGNED)
            .summaryStatistics();
    long ahead = times.getMin() - began.getEpochSecond();
    return times.getMax() - times.getMin() <= SPREAD && Math.abs(ahead) <= PLAUSIBLE
        ? Optional.of(ahead)
        : Optional.empty();
  }

  private static Optional<Long> byDate(Dated date) {
    try {
      Instant said =
          ZonedDateTime.parse(date.text(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(said.getEpochSecond() - date.came().getEpochSecond());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
