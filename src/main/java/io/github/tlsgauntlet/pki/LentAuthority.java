package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.util.Locale;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** Makes a CA that a user lends one that the mint issues with. */
final class LentAuthority {
  private LentAuthority() {}

  static Workshop.Authority of(CertificateIssuer lent) {
    try {
      CertificateKey key =
          new CertificateKey(
              algorithm(lent),
              SubjectPublicKeyInfo.getInstance(lent.certificate().getPublicKey().getEncoded()),
              PrivateKeyFactory.createKey(lent.privateKey().getEncoded()),
              lent.privateKey());
      return new Workshop.Authority(
          lent.certificate().getEncoded(),
          lent.certificate().getSubjectX500Principal().getEncoded(),
          key);
    } catch (IOException | CertificateEncodingException e) {
      throw new IllegalArgumentException("The lent CA's key cannot sign", e);
    }
  }

  private static KeyAlgorithm algorithm(CertificateIssuer lent) {
    return switch (lent.privateKey().getAlgorithm().toUpperCase(Locale.ROOT)) {
      case "RSA" -> KeyAlgorithm.RSA_2048;
      case "ED25519", "EDDSA" -> KeyAlgorithm.ED25519;
      default -> KeyAlgorithm.EC_P256;
    };
  }
}
