package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/**
 * An RSA key of more than two primes (RFC 8017, Section 3.2): with four of a quarter of the length
 * each, a signature takes a quarter of the time. The public key doesn't show it.
 */
final class MultiPrimeKey extends RSAKeyParameters {
  private final List<Part> parts;

  /**
   * What one prime adds to the result.
   *
   * @param product of the primes before it
   * @param inverse of that product
   */
  private record Part(
      BigInteger prime, BigInteger exponent, BigInteger product, BigInteger inverse) {}

  MultiPrimeKey(BigInteger modulus, BigInteger secret, List<BigInteger> primes) {
    // "true" spares a test of the modulus that takes longer than anything else here.
    super(true, modulus, secret, true);
    List<Part> made = new ArrayList<>();
    BigInteger product = BigInteger.ONE;
    for (BigInteger prime : primes) {
      BigInteger exponent = secret.mod(prime.subtract(BigInteger.ONE));
      made.add(new Part(prime, exponent, product, product.modInverse(prime)));
      product = product.multiply(prime);
    }
    this.parts = List.copyOf(made);
  }

  /** RSASP1 by the Chinese remainder theorem (RFC 8017, Section 5.2.1). */
  BigInteger power(BigInteger message) {
    BigInteger result = BigInteger.ZERO;
    for (Part part : parts) {
      BigInteger rest = message.mod(part.prime()).modPow(part.exponent(), part.prime());
      BigInteger times = rest.subtract(result).multiply(part.inverse()).mod(part.prime());
      result = result.add(times.multiply(part.product()));
    }
    return result;
  }
}
