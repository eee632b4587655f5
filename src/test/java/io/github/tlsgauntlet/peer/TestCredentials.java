package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.pki.Credential;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Self-signed credentials for tests that judge no certificate. */
final class TestCredentials {
  private TestCredentials() {}

  static Credential rsa() {
    return of("RSA", 2048, "SHA256withRSA");
  }

  static Credential ec(String curve) {
    return of("EC", new ECGenParameterSpec(curve), "SHA256withECDSA");
  }

  static Credential ed25519() {
    return of("Ed25519", 0, "Ed25519");
  }

  private static Credential of(String algorithm, Object size, String signature) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (size instanceof AlgorithmParameterSpec spec) {
        generator.initialize(spec);
      } else if ((int) size > 0) {
        generator.initialize((int) size);
      }
      KeyPair pair = generator.generateKeyPair();
      X500Name name = new X500Name("CN=server.gauntlet.test");
      Instant now = Instant.now();
      byte[] certificate =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.ONE,
                  Date.from(now.minus(Duration.ofDays(1))),
                  Date.from(now.plus(Duration.ofDays(1))),
                  name,
                  pair.getPublic())
              .build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()))
              .getEncoded();
      return new Credential(List.of(certificate), pair.getPrivate());
    } catch (Exception e) {
      // A test that cannot make its key cannot run.
      throw new AssertionError("No " + algorithm + " credential", e);
    }
  }
}
