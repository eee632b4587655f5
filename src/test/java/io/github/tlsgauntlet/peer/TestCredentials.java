package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.pki.Credential;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Self-signed credentials for localhost, one of each kind of key, made once. */
final class TestCredentials {
  private static final Provider BC = new BouncyCastleProvider();
  private static final Map<String, Credential> MADE = new ConcurrentHashMap<>();
  private static final int RSA_BITS = 2048;

  /** With a subgroup that SHA-1 fills, which is all that TLS before 1.2 signs with. */
  private static final int DSA_BITS = 1024;

  private TestCredentials() {}

  /**
   * {@code RSA}, {@code DSA}, {@code RSASSA-PSS}, {@code Ed25519}, {@code ML-DSA-44}, or a curve's
   * name.
   */
  static Credential of(String kind) {
    return MADE.computeIfAbsent(kind, TestCredentials::make);
  }

  /** Another key of the same kind. */
  static Credential another(String kind) {
    return make(kind);
  }

  private static Credential make(String kind) {
    try {
      KeyPair pair = pair(kind);
      X500Name name = new X500Name("CN=localhost");
      Instant now = Instant.now();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(9846),
              Date.from(now.minus(1, ChronoUnit.DAYS)),
              Date.from(now.plus(1, ChronoUnit.DAYS)),
              name,
              pair.getPublic());
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
      byte[] certificate =
          builder
              .build(
                  new JcaContentSignerBuilder(signature(kind))
                      .setProvider(BC)
                      .build(pair.getPrivate()))
              .getEncoded();
      return new Credential(List.of(certificate), pair.getPrivate());
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("no credential of kind " + kind, e);
    }
  }

  private static KeyPair pair(String kind) throws GeneralSecurityException {
    KeyPairGenerator generator;
    switch (kind) {
      case "RSA" -> {
        generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
      }
      case "DSA" -> {
        generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(DSA_BITS);
      }
      case "RSASSA-PSS" -> {
        generator = KeyPairGenerator.getInstance("RSASSA-PSS");
        generator.initialize(RSA_BITS);
      }
      case "Ed25519", "Ed448" -> generator = KeyPairGenerator.getInstance(kind);
      case "ML-DSA-44", "ML-DSA-65", "ML-DSA-87" ->
          generator = KeyPairGenerator.getInstance(kind, BC);
      case "secp256r1", "secp384r1", "secp521r1" -> {
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(kind));
      }
      default -> {
        generator = KeyPairGenerator.getInstance("EC", BC);
        generator.initialize(new ECGenParameterSpec(kind));
      }
    }
    return generator.generateKeyPair();
  }

  private static String signature(String kind) {
    return switch (kind) {
      case "RSA" -> "SHA256withRSA";
      case "DSA" -> "SHA1withDSA";
      case "RSASSA-PSS" -> "SHA256withRSAandMGF1";
      case "Ed25519", "Ed448", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87" -> kind;
      default -> "SHA256withECDSA";
    };
  }
}
