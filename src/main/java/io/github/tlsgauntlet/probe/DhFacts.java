package io.github.tlsgauntlet.probe;

import java.math.BigInteger;

/**
 * Finite-field parameters that the server sent.
 *
 * @param prime the modulus
 * @param generator the base
 * @param known the name of a published group with this prime; empty where it is none that we know
 * @param safe whether (p - 1) / 2 is prime too
 * @param reused whether the server sent the same public value on two connections
 */
public record DhFacts(
    BigInteger prime, BigInteger generator, String known, Answer safe, Answer reused) {
  /** Its size in bits. */
  public int bits() {
    return prime.bitLength();
  }
}
