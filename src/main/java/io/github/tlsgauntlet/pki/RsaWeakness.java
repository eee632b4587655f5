package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * RSA keys that can be broken from their public half alone, in a moment: what this class finds an
 * attacker finds too.
 */
public final class RsaWeakness {
  private static final int MOST_BITS = 16_384;
  private static final int SMALL = 1 << 13;
  private static final int FERMAT_STEPS = 100;
  private static final Set<ASN1ObjectIdentifier> KINDS =
      Set.of(PKCSObjectIdentifiers.rsaEncryption, PKCSObjectIdentifiers.id_RSASSA_PSS);
  private static final BigInteger SMALL_PRIMES = smallPrimes();
  private static final Set<Integer> SQUARES_MOD_64 =
      Set.of(0, 1, 4, 9, 16, 17, 25, 33, 36, 41, 49, 57);
  private static final List<Integer> SMALL_MODULI = List.of(63, 65, 11);
  private static final BigInteger SMALL_MODULUS = BigInteger.valueOf(63 * 65 * 11);

  private RsaWeakness() {}

  private static BigInteger smallPrimes() {
    boolean[] composite = new boolean[SMALL];
    Deque<BigInteger> factors = new ArrayDeque<>();
    for (int i = 2; i < SMALL; i++) {
      if (composite[i]) {
        continue;
      }
      factors.add(BigInteger.valueOf(i));
      for (long multiple = (long) i * i; multiple < SMALL; multiple += i) {
        composite[(int) multiple] = true;
      }
    }
    // In pairs, since the product of two long numbers costs less than that of a long and a short.
    while (factors.size() > 1) {
      factors.addLast(factors.removeFirst().multiply(factors.removeFirst()));
    }
    return factors.removeFirst();
  }

  /**
   * How a certificate's key can be broken; empty where it is not RSA, too long to try, or stands.
   * The key is read without a provider: providers refuse the worst of these.
   *
   * @param certificate in DER
   */
  public static Optional<String> of(byte[] certificate) {
    return SentCertificate.read(certificate, OptionalInt.empty())
        .map(read -> read.body().subjectPublicKeyInfo())
        .filter(RsaWeakness::isRsa)
        .flatMap(info -> Asn1.read(info.getPublicKeyData().getOctets(), RSAPublicKey::getInstance))
        .flatMap(key -> of(key.getModulus(), key.getPublicExponent()));
  }

  static boolean isRsa(SubjectPublicKeyInfo info) {
    return KeyBounds.isWorthReading(info) && KINDS.contains(info.getAlgorithm().getAlgorithm());
  }

  static Optional<String> of(BigInteger modulus, BigInteger exponent) {
    if (modulus.bitLength() > MOST_BITS || modulus.compareTo(BigInteger.ONE) <= 0) {
      return Optional.empty();
    }
    if (exponent.equals(BigInteger.ONE)) {
      return Optional.of("its exponent is 1, so that everyone can sign for it");
    }
    if (!exponent.testBit(0)) {
      return Optional.of("its exponent is even, which no RSA key's is");
    }
    if (hasSmallFactor(modulus)) {
      return Optional.of("its modulus has factors below 8192");
    }
    if (isPrime(modulus)) {
      return Optional.of("its modulus is a prime, from which anyone gets the private key");
    }
    return hasClosePrimes(modulus)
        ? Optional.of("its primes lie so close together that Fermat's method finds them")
        : Optional.empty();
  }

  /** Whether a prime below 8192 divides it. */
  static boolean hasSmallFactor(BigInteger modulus) {
    return !modulus.gcd(SMALL_PRIMES).equals(BigInteger.ONE);
  }

  /** One round of Fermat's test: whoever fools it has a modulus that no sane key has either. */
  private static boolean isPrime(BigInteger modulus) {
    return BigInteger.TWO.modPow(modulus.subtract(BigInteger.ONE), modulus).equals(BigInteger.ONE);
  }

  /** A modulus is a square less a small square where its primes are close (CVE-2022-26320). */
  private static boolean hasClosePrimes(BigInteger modulus) {
    BigInteger root = modulus.sqrt();
    BigInteger middle = root.multiply(root).equals(modulus) ? root : root.add(BigInteger.ONE);
    for (int i = 0; i < FERMAT_STEPS; i++) {
      BigInteger rest = middle.multiply(middle).subtract(modulus);
      if (mayBeSquare(rest)) {
        BigInteger half = rest.sqrt();
        if (half.multiply(half).equals(rest)) {
          return true;
        }
      }
      middle = middle.add(BigInteger.ONE);
    }
    return false;
  }

  /** Whether the remainders are those of a square: a root costs a hundred times as much. */
  private static boolean mayBeSquare(BigInteger number) {
    if (!SQUARES_MOD_64.contains(number.intValue() & 63)) {
      return false;
    }
    int rest = number.mod(SMALL_MODULUS).intValue();
    return SMALL_MODULI.stream()
        .allMatch(
            modulus ->
                IntStream.range(0, modulus).anyMatch(i -> i * i % modulus == rest % modulus));
  }
}
