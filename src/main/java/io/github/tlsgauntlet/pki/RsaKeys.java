package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;

/**
 * RSA keys. They don't depend on the run's seed, since finding their primes takes long enough to be
 * worth keeping them between runs.
 */
final class RsaKeys {
  private static final BigInteger F4 = BigInteger.valueOf(65_537);
  private final PrimeStore store;

  RsaKeys(PrimeStore store) {
    this.store = store;
  }

  /** The key of this kind and label; both roles share it, since it takes so long to find. */
  CertificateKey get(KeyAlgorithm algorithm, String roleAndLabel)
      throws GeneralSecurityException, IOException {
    String label = roleAndLabel.substring(roleAndLabel.indexOf(' ') + 1);
    return switch (algorithm) {
      case RSA_512 -> key(algorithm, label, 512, 2, F4);
      case RSA_1024 -> key(algorithm, label, 1024, 2, F4);
      case RSA_2052 -> key(algorithm, label, 2052, 2, F4);
      case RSA_8192 -> key(algorithm, label, 8192, 2, F4);
      case RSA_EXPONENT_1 -> key(algorithm, label, 2048, 2, BigInteger.ONE);
      case RSA_EXPONENT_3 -> key(algorithm, label, 2048, 2, BigInteger.valueOf(3));
      case RSA_CLOSE_PRIMES -> closePrimes(algorithm, label);
      case RSA_ROCA -> roca(algorithm, label);
      case RSA_DEBIAN, RSA_PUBLISHED -> known(algorithm);
      case RSA_2048 ->
          // What signs many certificates has to be fast; a leaf's key is written out, for all.
          key(algorithm, label, 2048, label.equals("intermediate") ? 4 : 2, F4);
      default -> key(algorithm, label, 2048, 2, F4);
    };
  }

  private CertificateKey key(
      KeyAlgorithm algorithm, String label, int bits, int count, BigInteger exponent)
      throws GeneralSecurityException, IOException {
    String called = algorithm.text() + " " + label;
    List<BigInteger> primes = store.get(called, bits, () -> primes(called, bits, count, exponent));
    return assemble(algorithm, primes, exponent);
  }

  private CertificateKey closePrimes(KeyAlgorithm algorithm, String label)
      throws GeneralSecurityException, IOException {
    String called = algorithm.text() + " " + label;
    List<BigInteger> primes =
        store.get(
            called,
            2048,
            () -> {
              BigInteger first = Primes.next(new SeededRandom(0, called), 1024, F4);
              BigInteger second = first.nextProbablePrime();
              while (!second.subtract(BigInteger.ONE).gcd(F4).equals(BigInteger.ONE)) {
                second = second.nextProbablePrime();
              }
              return List.of(second, first);
            });
    return assemble(algorithm, primes, F4);
  }

  private CertificateKey roca(KeyAlgorithm algorithm, String label)
      throws GeneralSecurityException, IOException {
    String called = algorithm.text() + " " + label;
    List<BigInteger> primes =
        store.get(
            called,
            2048,
            () ->
                List.of(
                    RocaPrimes.next(new SeededRandom(0, called + " prime 0"), 1024),
                    RocaPrimes.next(new SeededRandom(0, called + " prime 1"), 1024)));
    return assemble(algorithm, primes, F4);
  }

  /** A key that is known because somebody else has made it: there is one, whatever the label. */
  private CertificateKey known(KeyAlgorithm algorithm)
      throws GeneralSecurityException, IOException {
    List<BigInteger> primes =
        store.get(
            algorithm.text(),
            2048,
            () -> {
              throw new IllegalStateException(algorithm.text() + " is not in the jar");
            });
    return assemble(algorithm, primes, F4);
  }

  private static List<BigInteger> primes(String called, int bits, int count, BigInteger exponent) {
    int share = bits / count;
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            i -> {
              SecureRandom random = new SeededRandom(0, called + " prime " + i);
              int size = i == 0 ? bits - share * (count - 1) : share;
              return Primes.next(random, size, exponent, count);
            })
        .toList();
  }

  /** The inverse of a small number by way of an inversion that is small too. */
  private static BigInteger inverse(BigInteger exponent, BigInteger order) {
    if (exponent.equals(BigInteger.ONE)) {
      return exponent;
    }
    BigInteger times = exponent.subtract(order.mod(exponent).modInverse(exponent));
    return order.multiply(times).add(BigInteger.ONE).divide(exponent);
  }

  private static CertificateKey assemble(
      KeyAlgorithm algorithm, List<BigInteger> primes, BigInteger exponent)
      throws GeneralSecurityException, IOException {
    BigInteger modulus = primes.stream().reduce(BigInteger.ONE, BigInteger::multiply);
    BigInteger order =
        primes.stream()
            .map(prime -> prime.subtract(BigInteger.ONE))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    BigInteger secret = inverse(exponent, order);
    KeyFactory factory =
        KeyFactory.getInstance(algorithm == KeyAlgorithm.RSA_PSS_2048 ? "RSASSA-PSS" : "RSA");
    AsymmetricKeyParameter signer;
    PrivateKey privateKey;
    if (primes.size() == 2) {
      BigInteger p = primes.get(0);
      BigInteger q = primes.get(1);
      BigInteger dp = secret.mod(p.subtract(BigInteger.ONE));
      BigInteger dq = secret.mod(q.subtract(BigInteger.ONE));
      BigInteger inverse = q.modInverse(p);
      // "true" spares a test of the modulus that takes longer than anything else here.
      signer =
          new RSAPrivateCrtKeyParameters(modulus, exponent, secret, p, q, dp, dq, inverse, true);
      privateKey =
          exponent.equals(BigInteger.ONE) || modulus.bitLength() < 512
              ? factory.generatePrivate(new RSAPrivateKeySpec(modulus, secret))
              : factory.generatePrivate(
                  new RSAPrivateCrtKeySpec(modulus, exponent, secret, p, q, dp, dq, inverse));
    } else {
      // The JDK knows no more than two primes, but the exponent alone will do.
      signer = new MultiPrimeKey(modulus, secret, primes);
      privateKey = factory.generatePrivate(new RSAPrivateKeySpec(modulus, secret));
    }
    AlgorithmIdentifier identifier =
        algorithm == KeyAlgorithm.RSA_PSS_2048
            ? new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS)
            : new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    SubjectPublicKeyInfo info =
        new SubjectPublicKeyInfo(
            identifier, new org.bouncycastle.asn1.pkcs.RSAPublicKey(modulus, exponent));
    return new CertificateKey(algorithm, info, signer, new LazyKey(() -> privateKey));
  }
}
