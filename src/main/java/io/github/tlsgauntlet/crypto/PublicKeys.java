package io.github.tlsgauntlet.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Takes the public key out of a certificate, without judging the certificate. */
public final class PublicKeys {
  private PublicKeys() {}

  /**
   * The key of a certificate.
   *
   * @param certificate DER, not trusted
   * @return empty where it does not parse or the key is of an unknown kind
   */
  public static Optional<PublicKey> of(byte[] certificate) {
    try (ASN1InputStream input = new ASN1InputStream(certificate)) {
      ASN1Primitive object = input.readObject();
      if (object == null) {
        return Optional.empty();
      }
      return of(Certificate.getInstance(object).getSubjectPublicKeyInfo());
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle answers hostile keys with whatever is at hand, null pointers included.
      return Optional.empty();
    }
  }

  /**
   * Whether bytes have the form of a certificate, whatever its key is.
   *
   * @param bytes not trusted
   */
  public static boolean isCertificate(byte[] bytes) {
    try (ASN1InputStream input = new ASN1InputStream(bytes)) {
      return Certificate.getInstance(input.readObject()) != null;
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle answers what is no certificate with whatever is at hand.
      return false;
    }
  }

  private static Optional<PublicKey> of(SubjectPublicKeyInfo info) throws IOException {
    Optional<PublicKey> jdk = Optional.empty();
    if (info.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      jdk = jdk("RSA", info);
    } else if (info.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      jdk = jdk("EC", info);
    } else if (info.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      jdk = jdk("RSASSA-PSS", info);
    }
    return jdk.isPresent() ? jdk : foreign(info);
  }

  private static Optional<PublicKey> foreign(SubjectPublicKeyInfo info) throws IOException {
    // The provider knows its kinds of keys once an instance of it has been made.
    Objects.requireNonNull(Providers.bouncyCastle());
    return Optional.ofNullable(BouncyCastleProvider.getPublicKey(info));
  }

  private static Optional<PublicKey> jdk(String algorithm, SubjectPublicKeyInfo info)
      throws IOException {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm)
              .generatePublic(new X509EncodedKeySpec(info.getEncoded())));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }
}
