package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Primes of the form that a smart card's library gave to its own (CVE-2017-15361): a power of 65537
 * modulo the product of the first small primes, and a short multiple of that product. Coppersmith's
 * method finds them from their product.
 */
final class RocaPrimes {
  /** For keys of 992 to 1952 bits it is 71, up to 3936 bits 126, of the first primes. */
  private static final int SMALL_PRIMES = 126;

  private static final int CERTAINTY = 100;
  private static final BigInteger GENERATOR = BigInteger.valueOf(65_537);

  private RocaPrimes() {}

  /**
   * One of them, of a key of 2048 bits.
   *
   * @param bits of the prime, of which the two highest are set
   */
  static BigInteger next(SecureRandom random, int bits) {
    BigInteger product = product();
    BigInteger least = BigInteger.valueOf(3).shiftLeft(bits - 2);
    BigInteger range = BigInteger.ONE.shiftLeft(bits - 2).divide(product);
    while (true) {
      BigInteger power = GENERATOR.modPow(new BigInteger(product.bitLength(), random), product);
      BigInteger times =
          least.divide(product).add(BigInteger.ONE).add(new BigInteger(range.bitLength(), random));
      BigInteger candidate = times.multiply(product).add(power);
      if (candidate.bitLength() == bits
          && candidate.isProbablePrime(CERTAINTY)
          && candidate.subtract(BigInteger.ONE).gcd(GENERATOR).equals(BigInteger.ONE)) {
        return candidate;
      }
    }
  }

  private static BigInteger product() {
    BigInteger product = BigInteger.ONE;
    BigInteger prime = BigInteger.TWO;
    for (int i = 0; i < SMALL_PRIMES; i++) {
      product = product.multiply(prime);
      prime = prime.nextProbablePrime();
    }
    return product;
  }
}
