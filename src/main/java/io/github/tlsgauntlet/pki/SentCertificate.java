package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A certificate as it was sent, read with tolerance: what can't be read is absent, never an
 * exception. Its identity is the object's; {@link #isSame} compares octets.
 */
final class SentCertificate {
  private static final int MOST_OCTETS = 1 << 20;

  private final byte[] encoded;
  private final OptionalInt index;
  private final CertificateBody body;
  private final Optional<Instant> notBefore;
  private final Optional<Instant> notAfter;
  private final Once<SubjectPublicKeyInfo, Optional<PublicKey>> key =
      new Once<>(SentCertificate::publicKey);

  private SentCertificate(byte[] encoded, OptionalInt index, CertificateBody body) {
    this.encoded = encoded;
    this.index = index;
    this.body = body;
    this.notBefore = ValidityTime.instant(body.notBefore());
    this.notAfter = ValidityTime.instant(body.notAfter());
  }

  /**
   * Reads a certificate.
   *
   * @param index its place in the list that was sent; empty for a trust anchor
   */
  static Optional<SentCertificate> read(byte[] encoded, OptionalInt index) {
    return encoded.length > MOST_OCTETS
        ? Optional.empty()
        : Asn1.read(encoded, CertificateBody::of)
            .map(body -> new SentCertificate(encoded, index, body));
  }

  byte[] encoded() {
    return encoded;
  }

  OptionalInt index() {
    return index;
  }

  CertificateBody body() {
    return body;
  }

  X500Name subject() {
    return body.subject();
  }

  X500Name issuer() {
    return body.issuer();
  }

  /** Empty where the time has a form that can't be read. */
  Optional<Instant> notBefore() {
    return notBefore;
  }

  /** Empty where the time has a form that can't be read. */
  Optional<Instant> notAfter() {
    return notAfter;
  }

  /** Empty where the key can't be read or is too large to be worth it. */
  Optional<PublicKey> publicKey() {
    return key.get(body.subjectPublicKeyInfo());
  }

  private static Optional<PublicKey> publicKey(SubjectPublicKeyInfo info) {
    if (!KeyBounds.isWorthReading(info)) {
      return Optional.empty();
    }
    try {
      return BouncyCastle.publicKey(info);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells keys that it can't read by unchecked exceptions too.
      return Optional.empty();
    }
  }

  boolean isSelfIssued() {
    return DistinguishedNames.same(subject(), issuer());
  }

  boolean isSame(SentCertificate other) {
    return Arrays.equals(encoded, other.encoded);
  }

  /** Whether both stand for the same authority: its name and its key. */
  boolean isSameAuthority(SentCertificate other) {
    return body.subjectPublicKeyInfo().equals(other.body.subjectPublicKeyInfo())
        && DistinguishedNames.same(subject(), other.subject());
  }

  /** The first extension of this kind. */
  Optional<Extension> extension(ASN1ObjectIdentifier id) {
    return body.extensions().stream()
        .filter(extension -> extension.getExtnId().equals(id))
        .findFirst();
  }

  boolean has(ASN1ObjectIdentifier id) {
    return extension(id).isPresent();
  }

  /** What an extension says; empty where there is none, or one that doesn't decode. */
  <T> Optional<T> value(ASN1ObjectIdentifier id, Function<ASN1Primitive, T> reader) {
    return extension(id)
        .flatMap(extension -> Asn1.read(extension.getExtnValue().getOctets(), reader));
  }

  Optional<BasicConstraints> basicConstraints() {
    return value(Extension.basicConstraints, BasicConstraints::getInstance);
  }

  boolean isAuthority() {
    return basicConstraints().map(BasicConstraints::isCA).orElse(false);
  }

  Optional<KeyUsage> keyUsage() {
    return value(Extension.keyUsage, KeyUsage::getInstance);
  }

  Optional<ExtendedKeyUsage> extendedKeyUsage() {
    return value(Extension.extendedKeyUsage, ExtendedKeyUsage::getInstance);
  }

  /** The subject's alternative names; empty where there are none, or they don't decode. */
  List<GeneralName> alternativeNames() {
    return value(
            Extension.subjectAlternativeName,
            value -> List.of(GeneralNames.getInstance(value).getNames()))
        .orElse(List.of());
  }

  Optional<byte[]> subjectKeyIdentifier() {
    return value(Extension.subjectKeyIdentifier, SubjectKeyIdentifier::getInstance)
        .map(SubjectKeyIdentifier::getKeyIdentifier);
  }

  Optional<byte[]> authorityKeyIdentifier() {
    return value(Extension.authorityKeyIdentifier, AuthorityKeyIdentifier::getInstance)
        .flatMap(identifier -> Optional.ofNullable(identifier.getKeyIdentifierOctets()));
  }

  String inWords() {
    return subject().getRDNs().length == 0
        ? "The certificate without a subject"
        : DistinguishedNames.inWords(subject());
  }
}
