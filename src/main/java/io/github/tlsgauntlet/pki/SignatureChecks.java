package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.io.OutputStream;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/**
 * Checks signatures, each pair of certificate and issuer once, only so many and only for so long: a
 * list of a hundred that may all have issued each other would take ten thousand checks.
 */
final class SignatureChecks {
  private static final int MOST = 300;
  private static final long MOST_NANOSECONDS = 3_000_000_000L;
  private static final int MOST_RSA_BITS = 16_384;

  /** What a check says. */
  enum Result {
    VERIFIES,
    /** The algorithm or the key is none that this JVM can use, or the checks are used up. */
    UNTOLD,
    FAILS
  }

  private final Map<SentCertificate, Map<SentCertificate, Result>> known = new IdentityHashMap<>();
  private int made;
  private long spent;

  Result check(SentCertificate certificate, SentCertificate issuer) {
    Map<SentCertificate, Result> byIssuer =
        known.computeIfAbsent(certificate, any -> new IdentityHashMap<>());
    Result before = byIssuer.get(issuer);
    if (before != null) {
      return before;
    }
    if (made >= MOST || spent >= MOST_NANOSECONDS) {
      return Result.UNTOLD;
    }
    made++;
    long start = System.nanoTime();
    Result result = issuer.publicKey().map(key -> verify(certificate, key)).orElse(Result.UNTOLD);
    spent += System.nanoTime() - start;
    byIssuer.put(issuer, result);
    return result;
  }

  private static Result verify(SentCertificate certificate, PublicKey key) {
    return signedPart(certificate.encoded())
        .map(
            signed ->
                verify(
                    certificate.body().outerAlgorithm(),
                    key,
                    signed,
                    certificate.body().signature().getOctets()))
        .orElse(Result.UNTOLD);
  }

  /** Whether a key made a signature over these octets. */
  static Result verify(
      AlgorithmIdentifier algorithm, PublicKey key, byte[] signed, byte[] signature) {
    boolean slow =
        key instanceof RSAPublicKey rsa
            && (rsa.getPublicExponent().bitLength() > KeyBounds.MOST_EXPONENT_BITS
                || rsa.getModulus().bitLength() > MOST_RSA_BITS);
    if (slow) {
      return Result.UNTOLD;
    }
    if (CommonKeys.verifies(algorithm, key, signed, signature)) {
      return Result.VERIFIES;
    }
    try {
      ContentVerifier verifier =
          new JcaContentVerifierProviderBuilder()
              .setProvider(BouncyCastle.provider())
              .build(key)
              .get(algorithm);
      try (OutputStream stream = verifier.getOutputStream()) {
        stream.write(signed);
      }
      return verifier.verify(signature) ? Result.VERIFIES : Result.FAILS;
    } catch (OperatorCreationException e) {
      return Result.UNTOLD;
    } catch (IOException | RuntimeException e) {
      // A signature that is no signature at all makes Bouncy Castle throw, checked and unchecked.
      return Result.FAILS;
    }
  }

  /** The octets that are signed, as they were sent: encoding them anew might mend a fault. */
  static Optional<byte[]> signedPart(byte[] encoded) {
    Asn1.Header outer = Asn1.header(encoded, 0, encoded.length);
    if (outer.indefinite() || outer.end() > encoded.length || outer.start() >= outer.end()) {
      return Optional.empty();
    }
    Asn1.Header inner = Asn1.header(encoded, outer.start(), outer.end());
    return inner.indefinite() || inner.end() > outer.end()
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(encoded, outer.start(), inner.end()));
  }
}
