package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.pki.Credential;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A self-signed credential whose primes are powers of 65537 modulo a product of small primes, as
 * the chips of CVE-2017-15361 made them.
 */
final class RocaCredential {
  private static final int PRIME_BITS = 512;
  private static final int LARGEST_SMALL_PRIME = 167;
  private static final int CERTAINTY = 80;
  private static final BigInteger GENERATOR = BigInteger.valueOf(65_537);
  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

  private RocaCredential() {}

  static Credential make(Random random) {
    BigInteger p = prime(random);
    BigInteger q = prime(random);
    BigInteger modulus = p.multiply(q);
    BigInteger pLess = p.subtract(BigInteger.ONE);
    BigInteger qLess = q.subtract(BigInteger.ONE);
    BigInteger d = GENERATOR.modInverse(pLess.multiply(qLess));
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      PublicKey publicKey = factory.generatePublic(new RSAPublicKeySpec(modulus, GENERATOR));
      PrivateKey privateKey =
          factory.generatePrivate(
              new RSAPrivateCrtKeySpec(
                  modulus, GENERATOR, d, p, q, d.mod(pLess), d.mod(qLess), q.modInverse(p)));
      X500Name name = new X500Name("CN=server.gauntlet.test");
      byte[] certificate =
          new JcaX509v3CertificateBuilder(
                  name, BigInteger.ONE, Date.from(FROM), Date.from(UNTIL), name, publicKey)
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(privateKey))
              .getEncoded();
      return new Credential(List.of(certificate), privateKey);
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static BigInteger prime(Random random) {
    BigInteger product = BigInteger.ONE;
    for (BigInteger small = BigInteger.TWO;
        small.intValue() <= LARGEST_SMALL_PRIME;
        small = small.nextProbablePrime()) {
      product = product.multiply(small);
    }
    while (true) {
      BigInteger multiple = new BigInteger(PRIME_BITS - product.bitLength(), random);
      BigInteger candidate =
          multiple
              .setBit(PRIME_BITS - product.bitLength() - 1)
              .multiply(product)
              .add(GENERATOR.modPow(BigInteger.valueOf(random.nextInt(1 << 20)), product));
      if (candidate.isProbablePrime(CERTAINTY)
          && !candidate.mod(GENERATOR).equals(BigInteger.ONE)) {
        return candidate;
      }
    }
  }
}
