package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The openssl commands that sign one certificate of a blueprint, under its own serial number. */
final class OpensslSigning {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private OpensslSigning() {}

  static List<String> lines(int number, Blueprint.Step step) {
    return step.certificate().body().serialNumber().signum() < 0
        ? bySerial(number, step)
        : byDates(number, step);
  }

  private static List<String> byDates(int number, Blueprint.Step step) {
    SentCertificate one = step.certificate();
    String issuer =
        step.issuer() == number
            ? "-selfsign -keyfile %d.key".formatted(number)
            : "-cert %d.pem -keyfile %d.key".formatted(step.issuer(), step.issuer());
    return List.of(
        "echo " + hex(one.body().serialNumber()) + " > serial",
        "openssl ca -config ca.cnf -batch -notext -preserveDN %s%s -in %d.csr -extfile %d.ext -out %d.pem \\"
            .formatted(issuer, digest(one, "-md "), number, number, number),
        "  -startdate %s -enddate %s".formatted(time(one.notBefore()), time(one.notAfter())));
  }

  /** The file of serial numbers that openssl ca reads has no sign, and x509 sets no dates. */
  private static List<String> bySerial(int number, Blueprint.Step step) {
    SentCertificate one = step.certificate();
    String issuer =
        step.issuer() == number
            ? "-signkey %d.key".formatted(number)
            : "-CA %d.pem -CAkey %d.key".formatted(step.issuer(), step.issuer());
    long days =
        Duration.between(
                one.notBefore().orElse(Instant.EPOCH), one.notAfter().orElse(Instant.EPOCH))
            .toDays();
    return List.of(
        "# Valid from when it is made: x509 sets no other date before OpenSSL 3.4.",
        "openssl x509 -req %s%s -in %d.csr -extfile %d.ext -out %d.pem \\"
            .formatted(issuer, digest(one, "-"), number, number, number),
        "  -set_serial %s -days %d".formatted(one.body().serialNumber(), Math.max(1, days)));
  }

  private static String hex(BigInteger serial) {
    String digits = serial.toString(16);
    return digits.length() % 2 == 0 ? digits : "0" + digits;
  }

  private static String digest(SentCertificate one, String option) {
    String name = AlgorithmNames.of(one.body().innerAlgorithm()).toUpperCase(Locale.ROOT);
    String padding = name.contains("PSS") ? " -sigopt rsa_padding_mode:pss" : "";
    for (String hash : List.of("MD5", "SHA1", "SHA256", "SHA384", "SHA512")) {
      if (name.contains(hash)) {
        return " " + option + hash.toLowerCase(Locale.ROOT) + padding;
      }
    }
    return padding;
  }

  private static String time(Optional<Instant> time) {
    return time.map(TIME::format).orElse("20000101000000Z");
  }
}
