package io.github.tlsgauntlet.pki;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time from text, encoded as RFC 5280 §4.1.2.5 says or as a recipe wants them. */
final class Times {
  private static final Pattern RELATIVE = Pattern.compile("([+-])(\\d{1,5})([dhms])");
  private static final Instant FROM_HERE_ON_GENERALIZED = Instant.parse("2050-01-01T00:00:00Z");
  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final String AS_GENERALIZED = "as-generalized:";
  private static final String RAW_GENERALIZED = "raw-generalized:";
  private static final String RAW_UTC = "raw-utc:";

  private Times() {}

  /** Refuses what {@link #encode} would not take. */
  static String check(String text) throws Misfit {
    if (!text.startsWith("raw-")) {
      String bare =
          text.startsWith(AS_GENERALIZED) ? text.substring(AS_GENERALIZED.length()) : text;
      try {
        instant(bare, Instant.EPOCH);
      } catch (DateTimeException e) {
        throw new Misfit(
            "\"" + text + "\" is not a time", "Write -1d, +12h, now or 2030-01-31T00:00:00Z");
      }
    }
    return text;
  }

  static byte[] encode(String text, Instant now) {
    if (text.startsWith(RAW_GENERALIZED)) {
      return raw(GENERALIZED_TIME, text.substring(RAW_GENERALIZED.length()));
    }
    if (text.startsWith(RAW_UTC)) {
      return raw(UTC_TIME, text.substring(RAW_UTC.length()));
    }
    if (text.startsWith(AS_GENERALIZED)) {
      return generalized(instant(text.substring(AS_GENERALIZED.length()), now));
    }
    return encode(instant(text, now));
  }

  static byte[] encode(Instant instant) {
    return instant.isBefore(FROM_HERE_ON_GENERALIZED)
        ? raw(UTC_TIME, UTC.format(instant))
        : generalized(instant);
  }

  private static byte[] generalized(Instant instant) {
    return raw(GENERALIZED_TIME, GENERALIZED.format(instant));
  }

  private static byte[] raw(int tag, String text) {
    return Der.value(tag, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Instant instant(String text, Instant now) {
    if (text.equals("now")) {
      return now;
    }
    Matcher relative = RELATIVE.matcher(text);
    if (!relative.matches()) {
      return Instant.parse(text);
    }
    long count = Long.parseLong(relative.group(1) + relative.group(2));
    return now.plus(
        switch (relative.group(3)) {
          case "d" -> Duration.ofDays(count);
          case "h" -> Duration.ofHours(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofSeconds(count);
        });
  }
}
