package io.github.tlsgauntlet.pki;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Certificates that may each have issued the one before.
 *
 * @param certificates those that are judged: end entity first, the trust anchor not among them
 *     unless it is the end entity itself
 * @param anchor where it ends; empty where it ends nowhere
 */
record CertificatePath(List<SentCertificate> certificates, Optional<SentCertificate> anchor) {
  CertificatePath {
    certificates = List.copyOf(certificates);
  }

  SentCertificate endEntity() {
    return certificates.get(0);
  }

  SentCertificate top() {
    return certificates.get(certificates.size() - 1);
  }

  /** Everyone who issued something and is judged for it; a trust anchor isn't. */
  List<SentCertificate> issuers() {
    return certificates.subList(1, certificates.size());
  }

  /** Whether the end-entity certificate itself is what the verifier trusts. */
  boolean isPinned() {
    return anchor.filter(trusted -> trusted.isSame(endEntity())).isPresent();
  }

  /** The issuer of the certificate at this place, as far as it is known. */
  Optional<SentCertificate> issuerOf(int place) {
    if (place + 1 < certificates.size()) {
      return Optional.of(certificates.get(place + 1));
    }
    return isPinned() ? Optional.empty() : anchor;
  }

  /** All certificates, the trust anchor last. */
  List<SentCertificate> whole() {
    List<SentCertificate> whole = new ArrayList<>(certificates);
    anchor.filter(trusted -> !isPinned()).ifPresent(whole::add);
    return whole;
  }
}
