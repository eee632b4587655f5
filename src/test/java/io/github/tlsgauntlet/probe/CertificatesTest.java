package io.github.tlsgauntlet.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.pki.Credential;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** Everything that stands in a certificate is read as it stands there. */
class CertificatesTest {
  private static final Instant FROM = Instant.parse("2026-01-02T03:04:05Z");
  private static final Instant UNTIL = Instant.parse("2027-02-03T04:05:06Z");

  /** An authority that says all there is to say. */
  private static byte[] rich() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    KeyPair pair = generator.generateKeyPair();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=Issuer,O=Gauntlet"),
            new BigInteger("1f2e3d4c", 16),
            Date.from(FROM),
            Date.from(UNTIL),
            new X500Name("CN=Rich"),
            pair.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "rich.test"),
              new GeneralName(GeneralName.iPAddress, "192.0.2.7"),
              new GeneralName(GeneralName.rfc822Name, "not@shown.test")
            }));
    builder.addExtension(
        Extension.nameConstraints,
        true,
        new NameConstraints(
            new GeneralSubtree[] {
              new GeneralSubtree(new GeneralName(GeneralName.dNSName, "permitted.test")),
              new GeneralSubtree(new GeneralName(GeneralName.iPAddress, "10.0.0.0/8"))
            },
            new GeneralSubtree[] {
              new GeneralSubtree(new GeneralName(GeneralName.dNSName, "excluded.test")),
              new GeneralSubtree(new GeneralName(GeneralName.rfc822Name, "excluded.test")),
              new GeneralSubtree(new GeneralName(new X500Name("CN=Nobody")))
            }));
    builder.addExtension(
        Extension.certificatePolicies,
        false,
        new CertificatePolicies(
            new PolicyInformation[] {
              new PolicyInformation(new ASN1ObjectIdentifier("2.23.140.1.2.1")),
              new PolicyInformation(new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.2.1"))
            }));
    return builder
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
        .getEncoded();
  }

  @Test
  void a_certificate_that_says_all_is_read_whole() throws Exception {
    byte[] encoded = rich();
    CertificateFacts facts = Certificates.read(encoded).orElseThrow();

    assertThat(facts.subject()).isEqualTo("CN=Rich");
    assertThat(facts.issuer()).isEqualTo("O=Gauntlet,CN=Issuer");
    assertThat(facts.serial()).isEqualTo("1f2e3d4c");
    assertThat(facts.notBefore()).isEqualTo(FROM);
    assertThat(facts.notAfter()).isEqualTo(UNTIL);
    assertThat(facts.keyAlgorithm()).isEqualTo("EC");
    assertThat(facts.keyBits()).isEqualTo(384);
    assertThat(facts.curve()).isEqualTo("secp384r1");
    assertThat(facts.signatureAlgorithm()).isEqualTo("SHA256withECDSA");
    assertThat(facts.names()).containsExactly("rich.test", "192.0.2.7");
    assertThat(facts.keyUsage()).containsExactly("keyCertSign", "cRLSign");
    assertThat(facts.extendedKeyUsage()).containsExactly("serverAuth", "clientAuth");
    assertThat(facts.authority()).isTrue();
    assertThat(facts.constraints().pathLength()).hasValue(1);
    assertThat(facts.constraints().permitted())
        .containsExactly("DNS:permitted.test", "IP:10.0.0.0/255.0.0.0");
    assertThat(facts.constraints().excluded())
        .containsExactly("DNS:excluded.test", "email:excluded.test", "name:CN=Nobody");
    assertThat(facts.constraints().policies())
        .containsExactly("2.23.140.1.2.1", "1.3.6.1.4.1.55555.2.1");
    assertThat(facts.mustStaple()).isFalse();
    assertThat(facts.timestamps()).isZero();
    assertThat(facts.encoded()).isEqualTo(encoded);
  }

  @Test
  void a_certificate_that_says_nothing_of_these_has_none_of_them() {
    Credential plain = FlightServer.rsa();
    CertificateFacts facts = Certificates.read(plain.certificates().get(0)).orElseThrow();

    assertThat(facts.authority()).isFalse();
    assertThat(facts.constraints()).isEqualTo(ConstraintFacts.NONE);
  }
}
