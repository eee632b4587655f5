package io.github.tlsgauntlet.pki;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What an extendedKeyUsage allows (RFC 5280, Section 4.2.1.12). */
final class Purposes {
  private Purposes() {}

  /** Whether it names this purpose, or any. */
  static boolean allow(Optional<ExtendedKeyUsage> usage, Purpose purpose) {
    return name(usage, purpose)
        || usage
            .filter(names -> names.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage))
            .isPresent();
  }

  /** Whether it names this very purpose. */
  static boolean name(Optional<ExtendedKeyUsage> usage, Purpose purpose) {
    KeyPurposeId id = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(purpose.keyPurposeId()));
    return usage.filter(names -> names.hasKeyPurposeId(id)).isPresent();
  }
}
