package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed448KeyPairGenerator;
import org.bouncycastle.crypto.generators.MLDSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.Ed448KeyGenerationParameters;
import org.bouncycastle.crypto.params.MLDSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.jcajce.provider.asymmetric.ec.KeyFactorySpi;
import org.bouncycastle.jcajce.provider.asymmetric.mldsa.MLDSAKeyFactorySpi;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.WNafL2RMultiplier;

/** Key pairs by kind and label, the same for the same seed. Safe for use by several threads. */
final class Keys {
  private final long seed;
  private final RsaKeys rsa;
  private final Once<Wanted, CertificateKey> made = new Once<>(this::make);

  private record Wanted(KeyAlgorithm algorithm, String label) {}

  Keys(long seed, RsaKeys rsa) {
    this.seed = seed;
    this.rsa = rsa;
  }

  /** The key pair of this kind and label. */
  CertificateKey get(KeyAlgorithm algorithm, String label) {
    return made.get(new Wanted(algorithm, label));
  }

  private CertificateKey make(Wanted wanted) {
    KeyAlgorithm algorithm = wanted.algorithm();
    SecureRandom random = new SeededRandom(seed, "key " + algorithm.text() + " " + wanted.label());
    try {
      if (algorithm.isRsa()) {
        return rsa.get(algorithm, wanted.label());
      }
      return algorithm.isEc() ? ec(algorithm, random) : other(algorithm, random);
    } catch (GeneralSecurityException | IOException e) {
      throw unmakeable(algorithm, e);
    }
  }

  private static CertificateKey ec(KeyAlgorithm algorithm, SecureRandom random) throws IOException {
    ASN1ObjectIdentifier curve = ECNamedCurveTable.getOID(algorithm.curve());
    X9ECParameters fast = CustomNamedCurves.getByOID(curve);
    X9ECParameters domain = fast == null ? ECNamedCurveTable.getByOID(curve) : fast;
    ECKeyPairGenerator generator = generator(algorithm);
    generator.init(
        new ECKeyGenerationParameters(new ECNamedDomainParameters(curve, domain), random));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    BigInteger secret = ((ECPrivateKeyParameters) pair.getPrivate()).getD();
    byte[] point = ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false);
    X962Parameters parameters =
        algorithm == KeyAlgorithm.EC_P256_EXPLICIT
            ? new X962Parameters(ECNamedCurveTable.getByOID(curve))
            : new X962Parameters(curve);
    AlgorithmIdentifier named = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve);
    PrivateKeyInfo info =
        new PrivateKeyInfo(
            named,
            new ECPrivateKey(
                domain.getN().bitLength(), secret, new DERBitString(point), named.getParameters()));
    return new CertificateKey(
        algorithm,
        new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, parameters), point),
        pair.getPrivate(),
        new LazyKey(() -> privateKey(algorithm, info)));
  }

  /**
   * A table of the base point's multiples pays where a curve is used often; on a long curve, for a
   * key or two, it takes longer than all else.
   */
  private static ECKeyPairGenerator generator(KeyAlgorithm algorithm) {
    return algorithm == KeyAlgorithm.EC_P384 || algorithm == KeyAlgorithm.EC_P521
        ? new ECKeyPairGenerator() {
          @Override
          protected ECMultiplier createBasePointMultiplier() {
            return new WNafL2RMultiplier();
          }
        }
        : new ECKeyPairGenerator();
  }

  private static CertificateKey other(KeyAlgorithm algorithm, SecureRandom random)
      throws IOException {
    AsymmetricCipherKeyPair pair =
        switch (algorithm) {
          case ED25519 -> {
            Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
            generator.init(new Ed25519KeyGenerationParameters(random));
            yield generator.generateKeyPair();
          }
          case ED448 -> {
            Ed448KeyPairGenerator generator = new Ed448KeyPairGenerator();
            generator.init(new Ed448KeyGenerationParameters(random));
            yield generator.generateKeyPair();
          }
          case ML_DSA_44 -> mlDsa(MLDSAParameters.ml_dsa_44, random);
          case ML_DSA_65 -> mlDsa(MLDSAParameters.ml_dsa_65, random);
          case ML_DSA_87 -> mlDsa(MLDSAParameters.ml_dsa_87, random);
          default -> throw new IllegalArgumentException(algorithm.text());
        };
    return new CertificateKey(
        algorithm,
        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()),
        pair.getPrivate(),
        new LazyKey(() -> privateKey(algorithm, info(pair.getPrivate()))));
  }

  private static AsymmetricCipherKeyPair mlDsa(MLDSAParameters parameters, SecureRandom random) {
    MLDSAKeyPairGenerator generator = new MLDSAKeyPairGenerator();
    generator.init(new MLDSAKeyGenerationParameters(random, parameters));
    return generator.generateKeyPair();
  }

  private static PrivateKeyInfo info(AsymmetricKeyParameter key) {
    try {
      return PrivateKeyInfoFactory.createPrivateKeyInfo(key);
    } catch (IOException e) {
      throw new IllegalStateException("A key that can't be encoded", e);
    }
  }

  private static PrivateKey privateKey(KeyAlgorithm algorithm, PrivateKeyInfo info) {
    try {
      return decoded(algorithm, info);
    } catch (GeneralSecurityException | IOException e) {
      throw unmakeable(algorithm, e);
    }
  }

  private static IllegalStateException unmakeable(KeyAlgorithm algorithm, Exception e) {
    return new IllegalStateException("This Java can't make a key of kind " + algorithm.text(), e);
  }

  private static PrivateKey decoded(KeyAlgorithm algorithm, PrivateKeyInfo info)
      throws GeneralSecurityException, IOException {
    byte[] encoded = info.getEncoded();
    return switch (algorithm) {
      case EC_P256, EC_P384, EC_P521, EC_P256_EXPLICIT ->
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      case ED25519, ED448 ->
          // The JDK reads version 0 only, without the public half that version 1 brings along.
          KeyFactory.getInstance("EdDSA")
              .generatePrivate(
                  new PKCS8EncodedKeySpec(
                      new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey())
                          .getEncoded()));
      case EC_P224, EC_SECP256K1, EC_BRAINPOOL_P256 ->
          // Without a provider object: making one costs more than all the rest.
          new KeyFactorySpi.EC().generatePrivate(info);
      default -> new MLDSAKeyFactorySpi.Pure().generatePrivate(info);
    };
  }
}
