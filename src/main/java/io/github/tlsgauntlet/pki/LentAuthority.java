package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** Makes a CA that a user lends one that the mint issues with. */
final class LentAuthority {
  private LentAuthority() {}

  static Workshop.Authority of(CertificateIssuer lent) {
    try {
      SubjectPublicKeyInfo info =
          SubjectPublicKeyInfo.getInstance(lent.certificate().getPublicKey().getEncoded());
      CertificateKey key =
          new CertificateKey(
              algorithm(lent),
              info,
              signer(lent.privateKey()),
              new LazyKey(lent::privateKey),
              identifier(lent.certificate(), info));
      return new Workshop.Authority(
          lent.certificate().getEncoded(),
          lent.certificate().getSubjectX500Principal().getEncoded(),
          key);
    } catch (IOException | CertificateEncodingException e) {
      throw new IllegalArgumentException("The lent CA's key cannot sign", e);
    }
  }

  /** An RSA key of more than two primes, or of unknown ones, is read by its exponent alone. */
  private static AsymmetricKeyParameter signer(PrivateKey key) throws IOException {
    return key instanceof RSAPrivateKey rsa && !(key instanceof RSAPrivateCrtKey)
        ? new RSAKeyParameters(true, rsa.getModulus(), rsa.getPrivateExponent())
        : PrivateKeyFactory.createKey(key.getEncoded());
  }

  /**
   * The identifier that the CA gave itself: some verifiers insist that what is below repeats it.
   */
  private static byte[] identifier(X509Certificate certificate, SubjectPublicKeyInfo info) {
    byte[] extension = certificate.getExtensionValue(Extensions.SUBJECT_KEY_IDENTIFIER);
    return extension == null
        ? CertificateKey.identifier(info)
        : SubjectKeyIdentifier.getInstance(ASN1OctetString.getInstance(extension).getOctets())
            .getKeyIdentifier();
  }

  /** Whether its path length leaves no room for a CA below it. */
  static boolean issuesLeavesOnly(CertificateIssuer lent) {
    return lent.certificate().getBasicConstraints() == 0;
  }

  /** Whether others may need its certificate to find the way up. */
  static boolean isSelfIssued(CertificateIssuer lent) {
    return lent.certificate()
        .getSubjectX500Principal()
        .equals(lent.certificate().getIssuerX500Principal());
  }

  private static KeyAlgorithm algorithm(CertificateIssuer lent) {
    return switch (lent.privateKey().getAlgorithm().toUpperCase(Locale.ROOT)) {
      case "RSA" -> KeyAlgorithm.RSA_2048;
      case "ED25519", "EDDSA" -> KeyAlgorithm.ED25519;
      default -> KeyAlgorithm.EC_P256;
    };
  }
}
