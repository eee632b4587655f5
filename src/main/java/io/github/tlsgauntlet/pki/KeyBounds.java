package io.github.tlsgauntlet.pki;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Keeps keys that were made to be slow away from arithmetic. */
final class KeyBounds {
  /** An RSA key of 16384 bits takes some 2,100 octets, the largest ML-DSA key 2,592. */
  private static final int MOST_OCTETS = 4_096;

  /** A random exponent is as long as the modulus; nobody has one, and it makes a check slow. */
  static final int MOST_EXPONENT_BITS = 64;

  private KeyBounds() {}

  static boolean isWorthReading(SubjectPublicKeyInfo info) {
    return info.getPublicKeyData().getOctets().length <= MOST_OCTETS;
  }
}
