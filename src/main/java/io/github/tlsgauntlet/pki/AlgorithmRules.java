package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Rules about keys and signature algorithms. */
final class AlgorithmRules {
  private static final int LEAST_RSA_BITS = 2_048;
  private static final int LEAST_EC_BITS = 256;
  private static final BigInteger LEAST_USABLE_EXPONENT = BigInteger.valueOf(3);
  private static final int LEAST_EXPONENT_BITS = 17;

  /** MD2, MD4, MD5 and SHA-1, with RSA, DSA and ECDSA. */
  private static final Set<String> WEAK_SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.2",
          "1.2.840.113549.1.1.3",
          "1.2.840.113549.1.1.4",
          "1.2.840.113549.1.1.5",
          "1.3.14.3.2.2",
          "1.3.14.3.2.3",
          "1.3.14.3.2.4",
          "1.3.14.3.2.27",
          "1.3.14.3.2.29",
          "1.2.840.10040.4.3",
          "1.2.840.10045.4.1");

  /** The kinds of key that TLS 1.3 has a signature scheme for, curves apart. */
  private static final Set<String> TLS_KEYS =
      Set.of(
          "1.2.840.113549.1.1.1",
          "1.2.840.113549.1.1.10",
          "1.3.101.112",
          "1.3.101.113",
          "2.16.840.1.101.3.4.3.17",
          "2.16.840.1.101.3.4.3.18",
          "2.16.840.1.101.3.4.3.19");

  /** P-256, P-384, P-521, and the brainpool curves of RFC 8734. */
  private static final Set<String> TLS_CURVES =
      Set.of(
          "1.2.840.10045.3.1.7",
          "1.3.132.0.34",
          "1.3.132.0.35",
          "1.3.36.3.3.2.8.1.1.7",
          "1.3.36.3.3.2.8.1.1.11",
          "1.3.36.3.3.2.8.1.1.13");

  private AlgorithmRules() {}

  static void judge(CertificatePath path, Findings findings) {
    List<SentCertificate> certificates = path.certificates();
    findings.each(ChainRule.KEYS_ARE_USABLE, certificates, AlgorithmRules::unusable, "All are.");
    findings.each(ChainRule.KEYS_ARE_STRONG, certificates, AlgorithmRules::weak, "All are.");
    findings.each(
        ChainRule.KEY_SUITS_TLS, List.of(path.endEntity()), AlgorithmRules::unsuited, "It is.");
    findings.each(
        ChainRule.RSA_EXPONENTS_ARE_LARGE,
        certificates,
        AlgorithmRules::smallExponent,
        "None is small.");
    signatures(path, findings);
  }

  private static void signatures(CertificatePath path, Findings findings) {
    ChainRule rule = ChainRule.SIGNATURE_ALGORITHMS_ARE_STRONG;
    if (path.isPinned()) {
      findings.add(
          rule, Outcome.NOT_APPLICABLE, "The end-entity certificate is itself the trust anchor.");
      return;
    }
    findings.each(
        rule,
        path.certificates(),
        certificate -> {
          AlgorithmIdentifier algorithm = certificate.body().outerAlgorithm();
          return WEAK_SIGNATURES.contains(algorithm.getAlgorithm().getId())
              ? Optional.of("is signed with " + AlgorithmNames.of(algorithm))
              : Optional.empty();
        },
        "None is.");
  }

  private static Optional<String> unusable(SentCertificate certificate) {
    AlgorithmIdentifier algorithm = certificate.body().subjectPublicKeyInfo().getAlgorithm();
    boolean unnamed =
        algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
            && !(algorithm.getParameters() instanceof ASN1ObjectIdentifier);
    if (unnamed) {
      return Optional.of("has a key that spells its curve out instead of naming it");
    }
    if (certificate.publicKey().isEmpty()) {
      return Optional.of("has a key that can't be read, or is no key");
    }
    if (certificate.publicKey().get() instanceof RSAPublicKey rsa
        && (rsa.getPublicExponent().compareTo(LEAST_USABLE_EXPONENT) < 0
            || !rsa.getPublicExponent().testBit(0))) {
      return Optional.of("has an RSA key with the exponent " + rsa.getPublicExponent());
    }
    return Optional.empty();
  }

  private static Optional<String> weak(SentCertificate certificate) {
    return certificate.publicKey().flatMap(AlgorithmRules::weak);
  }

  private static Optional<String> weak(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      if (bits < LEAST_RSA_BITS) {
        return Optional.of("has an RSA key of only " + bits + " bits");
      }
      return Optional.empty();
    }
    if (key instanceof ECPublicKey curve) {
      int bits = curve.getParams().getOrder().bitLength();
      return bits < LEAST_EC_BITS
          ? Optional.of("has a key on a curve of only " + bits + " bits")
          : Optional.empty();
    }
    return key instanceof DSAPublicKey ? Optional.of("has a DSA key") : Optional.empty();
  }

  private static Optional<String> smallExponent(SentCertificate certificate) {
    return certificate
        .publicKey()
        .filter(RSAPublicKey.class::isInstance)
        .map(key -> ((RSAPublicKey) key).getPublicExponent())
        .filter(exponent -> exponent.bitLength() < LEAST_EXPONENT_BITS)
        .map(exponent -> "has an RSA key with the small exponent " + exponent);
  }

  private static Optional<String> unsuited(SentCertificate certificate) {
    AlgorithmIdentifier algorithm = certificate.body().subjectPublicKeyInfo().getAlgorithm();
    if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return algorithm.getParameters() instanceof ASN1ObjectIdentifier curve
              && TLS_CURVES.contains(curve.getId())
          ? Optional.empty()
          : Optional.of("has a key on a curve that TLS does not sign with");
    }
    return TLS_KEYS.contains(algorithm.getAlgorithm().getId())
        ? Optional.empty()
        : Optional.of(
            "has a key of the kind "
                + AlgorithmNames.of(algorithm)
                + ", which TLS 1.3 does not sign with");
  }
}
