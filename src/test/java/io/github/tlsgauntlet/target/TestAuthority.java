package io.github.tlsgauntlet.target;

import io.github.tlsgauntlet.pki.Credential;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of a test's own. */
public final class TestAuthority {
  private final KeyPair keys;
  private final X500Name name;
  private final X509Certificate certificate;

  private TestAuthority(KeyPair keys, X500Name name, X509Certificate certificate) {
    this.keys = keys;
    this.name = name;
    this.certificate = certificate;
  }

  /** A new authority of that name. */
  public static TestAuthority named(String commonName) {
    try {
      KeyPair keys = newKeys("EC");
      X500Name name = new X500Name("CN=" + commonName);
      X509v3CertificateBuilder builder =
          builder(name, name, keys, Instant.now().plus(Duration.ofDays(1)));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      return new TestAuthority(keys, name, parse(sign(builder, keys)));
    } catch (Exception notMade) {
      // Whatever a library throws, the test cannot go on.
      throw new AssertionError(notMade);
    }
  }

  public List<X509Certificate> anchors() {
    return List.of(certificate);
  }

  /** A good server's credential for localhost, 127.0.0.1 and server.test. */
  public Credential server() {
    return issue("EC", "CN=server.test", KeyPurposeId.id_kp_serverAuth, 1);
  }

  /** A good client's credential. */
  public Credential client() {
    return issue("EC", "CN=client", KeyPurposeId.id_kp_clientAuth, 1);
  }

  /** A credential that expires after so many days, or did before. */
  public Credential issue(String algorithm, String subject, KeyPurposeId purpose, int days) {
    try {
      KeyPair own = newKeys(algorithm);
      X509v3CertificateBuilder builder =
          builder(name, new X500Name(subject), own, Instant.now().plus(Duration.ofDays(days)));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
      if (purpose.equals(KeyPurposeId.id_kp_serverAuth)) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                new GeneralName[] {
                  new GeneralName(GeneralName.dNSName, "localhost"),
                  new GeneralName(GeneralName.dNSName, "server.test"),
                  new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                }));
      }
      List<byte[]> chain = new ArrayList<>();
      chain.add(sign(builder, keys).getEncoded());
      return new Credential(chain, own.getPrivate());
    } catch (Exception notMade) {
      // Whatever a library throws, the test cannot go on.
      throw new AssertionError(notMade);
    }
  }

  /** This authority's certificate as DER. */
  public byte[] encoded() {
    try {
      return certificate.getEncoded();
    } catch (java.security.cert.CertificateException notEncoded) {
      throw new AssertionError(notEncoded);
    }
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair keys, Instant end) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(64, new java.security.SecureRandom()).setBit(62),
        Date.from(Instant.now().minus(Duration.ofDays(30))),
        Date.from(end),
        subject,
        keys.getPublic());
  }

  private static X509CertificateHolder sign(X509v3CertificateBuilder builder, KeyPair keys)
      throws Exception {
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
  }

  private static X509Certificate parse(X509CertificateHolder holder) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(holder.getEncoded()));
  }

  private static KeyPair newKeys(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    } else if (algorithm.startsWith("RSA")) {
      generator.initialize(2048);
    }
    return generator.generateKeyPair();
  }
}
