package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/**
 * A certificate as it was sent, read with tolerance: what can't be read is absent, never an
 * exception.
 */
final class SentCertificate {
  private final byte[] der;
  private final X509CertificateHolder holder;

  private SentCertificate(byte[] der, X509CertificateHolder holder) {
    this.der = der;
    this.holder = holder;
  }

  static Optional<SentCertificate> read(byte[] der) {
    try (ASN1InputStream input = new ASN1InputStream(der)) {
      ASN1Primitive value = input.readObject();
      if (value == null) {
        return Optional.empty();
      }
      Certificate certificate = Certificate.getInstance(value);
      // Reading these now means that nothing below can fail on them.
      certificate.getStartDate().getDate();
      certificate.getEndDate().getDate();
      certificate.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm();
      return Optional.of(new SentCertificate(der, new X509CertificateHolder(certificate)));
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells malformed ASN.1 by a dozen unchecked exceptions.
      return Optional.empty();
    }
  }

  byte[] der() {
    return der;
  }

  Certificate structure() {
    return holder.toASN1Structure();
  }

  X500Name subject() {
    return holder.getSubject();
  }

  X500Name issuer() {
    return holder.getIssuer();
  }

  boolean isSelfIssued() {
    return subject().equals(issuer());
  }

  Date notBefore() {
    return holder.getNotBefore();
  }

  Date notAfter() {
    return holder.getNotAfter();
  }

  boolean isSame(SentCertificate other) {
    return Arrays.equals(der, other.der);
  }

  Extensions extensions() {
    Extensions extensions = structure().getTBSCertificate().getExtensions();
    return extensions == null ? new Extensions(new Extension[0]) : extensions;
  }

  Optional<Extension> extension(ASN1ObjectIdentifier id) {
    return Optional.ofNullable(extensions().getExtension(id));
  }

  /** Empty where there is no basicConstraints, or one that does not decode. */
  Optional<BasicConstraints> basicConstraints() {
    try {
      return extension(Extension.basicConstraints)
          .map(e -> BasicConstraints.getInstance(e.getParsedValue()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  boolean isAuthority() {
    return basicConstraints().map(BasicConstraints::isCA).orElse(false);
  }

  /** Empty where there is no keyUsage, or one that does not decode. */
  Optional<KeyUsage> keyUsage() {
    try {
      return extension(Extension.keyUsage).map(e -> KeyUsage.getInstance(e.getParsedValue()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  Optional<PublicKey> publicKey() {
    try {
      return Optional.ofNullable(
          BouncyCastleProvider.getPublicKey(holder.getSubjectPublicKeyInfo()));
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells keys that it can't read by unchecked exceptions too.
      return Optional.empty();
    }
  }

  boolean isSignedBy(SentCertificate issuer, BouncyCastleProvider provider) {
    Optional<PublicKey> key = issuer.publicKey();
    if (key.isEmpty()) {
      return false;
    }
    try {
      ContentVerifier verifier =
          new JcaContentVerifierProviderBuilder()
              .setProvider(provider)
              .build(key.get())
              .get(structure().getSignatureAlgorithm());
      verifier.getOutputStream().write(structure().getTBSCertificate().getEncoded());
      return verifier.verify(structure().getSignature().getOctets());
    } catch (OperatorCreationException | IOException | RuntimeException e) {
      // A signature that can't be checked has not been checked.
      return false;
    }
  }

  String inWords() {
    String name = subject().toString();
    return name.isEmpty() ? "the certificate without a subject" : name;
  }
}
