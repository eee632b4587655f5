package io.github.tlsgauntlet.pki;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of key that a recipe may name. */
enum KeyAlgorithm {
  EC_P256("ec-p256", "P-256"),
  EC_P384("ec-p384", "P-384"),
  EC_P521("ec-p521", "P-521"),
  EC_P224("ec-p224", "P-224"),
  EC_SECP256K1("ec-secp256k1", "secp256k1"),
  EC_BRAINPOOL_P256("ec-brainpoolP256r1", "brainpoolP256r1"),
  /** P-256 with its parameters spelled out in the certificate instead of named. */
  EC_P256_EXPLICIT("ec-p256-explicit", "P-256"),
  ED25519("ed25519", ""),
  ED448("ed448", ""),
  ML_DSA_44("mldsa44", ""),
  ML_DSA_65("mldsa65", ""),
  ML_DSA_87("mldsa87", ""),
  RSA_2048("rsa2048", ""),
  /** An RSA key that its certificate restricts to RSASSA-PSS. */
  RSA_PSS_2048("rsa-pss2048", ""),
  RSA_512("rsa512", ""),
  RSA_1024("rsa1024", ""),
  RSA_2052("rsa2052", ""),
  RSA_8192("rsa8192", ""),
  RSA_EXPONENT_1("rsa2048-e1", ""),
  RSA_EXPONENT_3("rsa2048-e3", ""),
  /** A modulus whose two primes are neighbours: Fermat's method splits it at once. */
  RSA_CLOSE_PRIMES("rsa2048-close-primes", ""),
  /** A modulus of the form that CVE-2017-15361 is about. */
  RSA_ROCA("rsa2048-roca", ""),
  /** What Debian's OpenSSL of 2008 made as process 1000 on a big-endian machine (CVE-2008-0166). */
  RSA_DEBIAN("rsa2048-debian", ""),
  /** The test key of RFC 9500, Section 2.1. */
  RSA_PUBLISHED("rsa2048-published", "");

  private final String text;
  private final String curve;

  KeyAlgorithm(String text, String curve) {
    this.text = text;
    this.curve = curve;
  }

  /** The name in a recipe. */
  String text() {
    return text;
  }

  /** The curve's name, or empty for what has none. */
  String curve() {
    return curve;
  }

  boolean isRsa() {
    return name().startsWith("RSA");
  }

  boolean isEc() {
    return !curve.isEmpty();
  }

  static Optional<KeyAlgorithm> of(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }
}
