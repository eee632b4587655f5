package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Primes for RSA, found in the same way on every Java. */
final class Primes {
  private static final int SIEVED_BY = 4_096;
  private static final int CERTAINTY = 100;
  private static final BigInteger TWO = BigInteger.TWO;

  private Primes() {}

  static BigInteger next(SecureRandom random, int bits, BigInteger exponent) {
    return next(random, bits, exponent, 2);
  }

  /**
   * A prime of so many bits, near enough to the top that a product of this many has the full size,
   * and with no factor of the exponent in its predecessor.
   */
  static BigInteger next(SecureRandom random, int bits, BigInteger exponent, int count) {
    int ones = count == 2 ? 2 : 4;
    while (true) {
      BigInteger start = new BigInteger(bits, random);
      for (int i = 1; i <= ones; i++) {
        start = start.setBit(bits - i);
      }
      start = start.setBit(0);
      boolean[] composite = sieve(start);
      for (int i = 0; i < composite.length; i++) {
        BigInteger candidate = start.add(BigInteger.valueOf(2L * i));
        if (!composite[i]
            && candidate.bitLength() == bits
            && TWO.modPow(candidate.subtract(BigInteger.ONE), candidate).equals(BigInteger.ONE)
            && candidate.isProbablePrime(CERTAINTY)
            && candidate.subtract(BigInteger.ONE).gcd(exponent).equals(BigInteger.ONE)) {
          return candidate;
        }
      }
    }
  }

  private static boolean[] sieve(BigInteger start) {
    boolean[] composite = new boolean[SIEVED_BY];
    for (int prime = 3; prime < 2 * SIEVED_BY; prime += 2) {
      int rest = start.mod(BigInteger.valueOf(prime)).intValue();
      // The first i with start + 2i divisible by this odd number.
      int offset = rest == 0 ? 0 : prime - rest;
      int first = offset % 2 == 0 ? offset / 2 : (offset + prime) / 2;
      for (int i = first; i < SIEVED_BY; i += prime) {
        composite[i] = true;
      }
    }
    return composite;
  }
}
