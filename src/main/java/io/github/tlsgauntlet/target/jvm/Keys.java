package io.github.tlsgauntlet.target.jvm;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Keys from one provider's hands into another's. */
final class Keys {
  private Keys() {}

  /** The same key as the JDK's own providers hold it; the key itself where they do not know it. */
  static PrivateKey asJdkKey(PrivateKey key) {
    try {
      return key.getEncoded() == null ? key : decode(key.getEncoded());
    } catch (GeneralSecurityException unknownToTheJdk) {
      return key;
    }
  }

  /**
   * Reads a PKCS #8 key.
   *
   * @throws GeneralSecurityException if neither the JDK nor Bouncy Castle knows its kind
   */
  static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8);
      try {
        return KeyFactory.getInstance(algorithm(info))
            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException unknownToTheJdk) {
        return KeyFactory.getInstance(algorithm(info), new BouncyCastleProvider())
            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      }
    } catch (IllegalArgumentException malformed) {
      throw new GeneralSecurityException("not a PKCS #8 key", malformed);
    }
  }

  /** The JCA's name of a key's kind; not every JDK finds EC by its object identifier. */
  private static String algorithm(PrivateKeyInfo info) {
    String identifier = info.getPrivateKeyAlgorithm().getAlgorithm().getId();
    return switch (identifier) {
      case "1.2.840.10045.2.1" -> "EC";
      case "1.2.840.113549.1.1.1" -> "RSA";
      case "1.2.840.113549.1.1.10" -> "RSASSA-PSS";
      case "1.2.840.10040.4.1" -> "DSA";
      case "1.3.101.112" -> "Ed25519";
      case "1.3.101.113" -> "Ed448";
      default -> identifier;
    };
  }

  /** The public half of a private key; empty where it cannot be worked out. */
  static Optional<PublicKey> publicHalf(PrivateKey key) {
    if (key.getEncoded() == null) {
      return Optional.empty();
    }
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
      Optional<AsymmetricKeyParameter> half = publicHalf(PrivateKeyFactory.createKey(info));
      if (half.isEmpty()) {
        return Optional.empty();
      }
      SubjectPublicKeyInfo spki =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(half.get());
      SubjectPublicKeyInfo named =
          new SubjectPublicKeyInfo(info.getPrivateKeyAlgorithm(), spki.getPublicKeyData());
      return Optional.of(
          KeyFactory.getInstance(algorithm(info))
              .generatePublic(new X509EncodedKeySpec(named.getEncoded())));
    } catch (IOException | IllegalArgumentException | GeneralSecurityException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<AsymmetricKeyParameter> publicHalf(AsymmetricKeyParameter key) {
    if (key instanceof RSAPrivateCrtKeyParameters rsa) {
      return Optional.of(new RSAKeyParameters(false, rsa.getModulus(), rsa.getPublicExponent()));
    }
    if (key instanceof ECPrivateKeyParameters ec) {
      ECDomainParameters curve = ec.getParameters();
      return Optional.of(
          new ECPublicKeyParameters(
              new FixedPointCombMultiplier().multiply(curve.getG(), ec.getD()), curve));
    }
    if (key instanceof Ed25519PrivateKeyParameters ed) {
      return Optional.of(ed.generatePublicKey());
    }
    if (key instanceof Ed448PrivateKeyParameters ed) {
      return Optional.of(ed.generatePublicKey());
    }
    return Optional.empty();
  }
}
