package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.CertificateFacts;
import java.util.Locale;

/** What kind of key a certificate holds. */
final class KeyKinds {
  private KeyKinds() {}

  /** One name for each kind, in lower case: ECDSA keys are EC keys. */
  static String normal(String kind) {
    String lower = kind.toLowerCase(Locale.ROOT);
    return lower.equals("ecdsa") ? "ec" : lower;
  }

  static boolean isRsa(CertificateFacts certificate) {
    String kind = normal(certificate.keyAlgorithm());
    return kind.equals("rsa") || kind.equals("rsassa-pss");
  }

  static boolean isElliptic(CertificateFacts certificate) {
    return normal(certificate.keyAlgorithm()).equals("ec");
  }

  static boolean isUnknown(CertificateFacts certificate) {
    return certificate.keyAlgorithm().isEmpty();
  }
}
