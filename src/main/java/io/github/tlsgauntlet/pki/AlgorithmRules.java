package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Rules about keys and signature algorithms. */
final class AlgorithmRules {
  private static final int LEAST_RSA_BITS = 2048;
  private static final int LEAST_EC_BITS = 224;
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(3);

  /** MD2, MD5 and SHA-1, each with RSA, and SHA-1 with DSA and ECDSA. */
  private static final Set<String> WEAK_SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.2",
          "1.2.840.113549.1.1.4",
          "1.2.840.113549.1.1.5",
          "1.3.14.3.2.29",
          "1.2.840.10040.4.3",
          "1.2.840.10045.4.1");

  private AlgorithmRules() {}

  static PathFinding keys(List<SentCertificate> path) {
    for (SentCertificate certificate : path) {
      Optional<String> weakness = weakness(certificate);
      if (weakness.isPresent()) {
        return new PathFinding(
            ChainRule.KEYS_ARE_STRONG,
            Outcome.BROKEN,
            "The key of " + certificate.inWords() + " " + weakness.get() + ".");
      }
    }
    return new PathFinding(ChainRule.KEYS_ARE_STRONG, Outcome.HOLDS, "All are.");
  }

  private static Optional<String> weakness(SentCertificate certificate) {
    ASN1Encodable parameters =
        certificate.structure().getSubjectPublicKeyInfo().getAlgorithm().getParameters();
    boolean ec =
        certificate
            .structure()
            .getSubjectPublicKeyInfo()
            .getAlgorithm()
            .getAlgorithm()
            .equals(X9ObjectIdentifiers.id_ecPublicKey);
    if (ec && !(parameters instanceof ASN1ObjectIdentifier)) {
      return Optional.of("spells its curve out instead of naming it");
    }
    Optional<PublicKey> key = certificate.publicKey();
    if (key.isEmpty()) {
      return Optional.of("cannot be read");
    }
    if (key.get() instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      if (bits < LEAST_RSA_BITS) {
        return Optional.of("has only " + bits + " bits");
      }
      if (rsa.getPublicExponent().compareTo(LEAST_EXPONENT) < 0
          || !rsa.getPublicExponent().testBit(0)) {
        return Optional.of("has the exponent " + rsa.getPublicExponent());
      }
    }
    if (key.get() instanceof ECPublicKey curve
        && curve.getParams().getOrder().bitLength() <= LEAST_EC_BITS) {
      return Optional.of(
          "is on a curve of only " + curve.getParams().getOrder().bitLength() + " bits");
    }
    return Optional.empty();
  }

  static PathFinding signatures(List<SentCertificate> path) {
    for (SentCertificate certificate : path) {
      String algorithm =
          certificate.structure().getSignatureAlgorithm().getAlgorithm().getId();
      if (WEAK_SIGNATURES.contains(algorithm) && !certificate.isSelfIssued()) {
        return new PathFinding(
            ChainRule.SIGNATURE_ALGORITHMS_ARE_STRONG,
            Outcome.BROKEN,
            certificate.inWords() + " is signed with MD5 or SHA-1 (" + algorithm + ").");
      }
    }
    return new PathFinding(
        ChainRule.SIGNATURE_ALGORITHMS_ARE_STRONG, Outcome.HOLDS, "None is.");
  }
}
