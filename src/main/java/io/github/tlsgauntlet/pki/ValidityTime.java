package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;

/** The times of a validity period (RFC 5280, Section 4.1.2.5). */
final class ValidityTime {
  private static final Pattern UTC = Pattern.compile("\\d{12}Z");
  private static final Pattern GENERALIZED = Pattern.compile("\\d{14}Z");
  private static final int PIVOT = 50;
  private static final int FIRST_GENERALIZED_YEAR = 2050;

  private ValidityTime() {}

  /** The moment, in the forms that RFC 5280 allows and in those that ASN.1 allows besides. */
  static Optional<Instant> instant(ASN1Primitive time) {
    String text = text(time);
    if (time instanceof ASN1UTCTime utc) {
      return UTC.matcher(text).matches() ? strict(century(text) + text) : tolerant(utc);
    }
    if (time instanceof ASN1GeneralizedTime generalized) {
      return GENERALIZED.matcher(text).matches() ? strict(text) : tolerant(generalized);
    }
    return Optional.empty();
  }

  /** What is wrong with the form; empty where nothing is. */
  static Optional<String> malformed(ASN1Primitive time) {
    String text = text(time);
    boolean read = instant(time).isPresent();
    if (time instanceof ASN1UTCTime) {
      return UTC.matcher(text).matches() && read
          ? Optional.empty()
          : Optional.of("has a UTCTime that is not YYMMDDHHMMSSZ: " + text);
    }
    if (time instanceof ASN1GeneralizedTime) {
      return GENERALIZED.matcher(text).matches() && read
          ? Optional.empty()
          : Optional.of("has a GeneralizedTime that is not YYYYMMDDHHMMSSZ: " + text);
    }
    return Optional.of("has a validity period whose times are no times");
  }

  /** Whether a date before 2050 is written as only later ones may be. */
  static Optional<String> early(ASN1Primitive time) {
    String text = text(time);
    boolean early =
        time instanceof ASN1GeneralizedTime
            && GENERALIZED.matcher(text).matches()
            && number(text, 0, 4) < FIRST_GENERALIZED_YEAR;
    return early
        ? Optional.of("has a GeneralizedTime for a date before 2050: " + text)
        : Optional.empty();
  }

  private static String century(String text) {
    return Integer.parseInt(text.substring(0, 2)) < PIVOT ? "20" : "19";
  }

  private static Optional<Instant> strict(String text) {
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 4, 6),
                  number(text, 6, 8),
                  number(text, 8, 10),
                  number(text, 10, 12),
                  number(text, 12, 14))
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text.substring(from, to));
  }

  private static Optional<Instant> tolerant(ASN1UTCTime time) {
    try {
      return Optional.of(time.getAdjustedDate().toInstant());
    } catch (ParseException | RuntimeException e) {
      // Bouncy Castle tells some malformed times by unchecked exceptions.
      return Optional.empty();
    }
  }

  private static Optional<Instant> tolerant(ASN1GeneralizedTime time) {
    try {
      return Optional.of(time.getDate().toInstant());
    } catch (ParseException | RuntimeException e) {
      // Bouncy Castle tells some malformed times by unchecked exceptions.
      return Optional.empty();
    }
  }

  private static String text(ASN1Primitive time) {
    try {
      byte[] encoded = time.getEncoded();
      int start = Math.min(Asn1.header(encoded, 0, encoded.length).start(), encoded.length);
      int length = Math.min(encoded.length - start, 40);
      return new String(encoded, start, length, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
