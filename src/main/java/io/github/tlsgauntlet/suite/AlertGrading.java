package io.github.tlsgauntlet.suite;

import java.util.List;
import java.util.Set;

/**
 * Grades how a refusal was told. No stack sends the alert that the specification defines
 * everywhere, so this is a scale and not a boolean.
 */
final class AlertGrading {
  /** The alerts about certificates and their proof (RFC 9846, Section 6.2; RFC 5246, 7.2.2). */
  private static final Set<String> ABOUT_CERTIFICATES =
      Set.of(
          "no_certificate_RESERVED",
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca",
          "access_denied",
          "decrypt_error",
          "bad_certificate_status_response",
          "certificate_unobtainable",
          "certificate_required");

  private AlertGrading() {}

  static AlertGrade grade(Refusal refusal, List<String> fitting) {
    if (refusal instanceof Refusal.ByAlert alert) {
      String name = alert.description().toString();
      if (fitting.contains(name)) {
        return AlertGrade.FITTING;
      }
      return ABOUT_CERTIFICATES.contains(name)
          ? AlertGrade.OTHER_CERTIFICATE_ALERT
          : AlertGrade.OTHER_ALERT;
    }
    return refusal instanceof Refusal.ByHttp ? AlertGrade.HTTP_STATUS : AlertGrade.SILENT_CLOSE;
  }
}
