package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jcajce.provider.asymmetric.rsa.KeyFactorySpi;

/**
 * The keys and signatures that next to every certificate has, without a provider of Bouncy
 * Castle's, which takes long to make.
 */
final class CommonKeys {
  private static final Set<ASN1ObjectIdentifier> CURVES =
      Set.of(
          SECObjectIdentifiers.secp256r1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);
  private static final Map<ASN1ObjectIdentifier, String> SIGNATURES =
      Map.of(
          PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
          PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
          PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA",
          X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
          X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA");

  private CommonKeys() {}

  /**
   * Empty where it is none of these.
   *
   * @throws IOException if it is malformed; so do unchecked exceptions
   */
  static Optional<PublicKey> read(SubjectPublicKeyInfo info) throws IOException {
    AlgorithmIdentifier algorithm = info.getAlgorithm();
    if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      // Bouncy Castle's reader refuses more, and takes a test of primality for it.
      Optional<PublicKey> quick =
          jdk("RSA", info)
              .filter(key -> !RsaWeakness.hasSmallFactor(((RSAPublicKey) key).getModulus()));
      return quick.isPresent() ? quick : Optional.of(new KeyFactorySpi().generatePublic(info));
    }
    if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
        && algorithm.getParameters() instanceof ASN1ObjectIdentifier curve
        && CURVES.contains(curve)) {
      return jdk("EC", info);
    }
    return Optional.empty();
  }

  private static Optional<PublicKey> jdk(String algorithm, SubjectPublicKeyInfo info)
      throws IOException {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm)
              .generatePublic(new X509EncodedKeySpec(info.getEncoded())));
    } catch (GeneralSecurityException e) {
      // Another reader may tell what is wrong with it.
      return Optional.empty();
    }
  }

  /** Whether the JDK says that a signature verifies; false too where it can't tell. */
  static boolean verifies(
      AlgorithmIdentifier algorithm, PublicKey key, byte[] signed, byte[] signature) {
    String name = SIGNATURES.get(algorithm.getAlgorithm());
    if (name == null) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(name);
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
