package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * The fields of a certificate (RFC 5280, Section 4.1), read one by one: Bouncy Castle's own
 * structure refuses whole certificates for faults that we want to tell apart, such as an extension
 * that is there twice.
 *
 * @param version as people count: 1 to 3
 * @param notBefore as encoded
 * @param notAfter as encoded
 * @param extensions in their order, duplicates included
 * @param extensionsPresent whether there is a list of extensions at all, be it empty
 * @param defaultSpeltOut whether version 1 or {@code critical FALSE} is there, which DER leaves out
 *     (X.690, Section 11.5)
 */
record CertificateBody(
    BigInteger version,
    BigInteger serialNumber,
    AlgorithmIdentifier innerAlgorithm,
    AlgorithmIdentifier outerAlgorithm,
    X500Name issuer,
    ASN1Primitive notBefore,
    ASN1Primitive notAfter,
    X500Name subject,
    SubjectPublicKeyInfo subjectPublicKeyInfo,
    List<Extension> extensions,
    boolean extensionsPresent,
    boolean defaultSpeltOut,
    ASN1BitString signature) {
  private static final int VERSION_TAG = 0;
  private static final int EXTENSIONS_TAG = 3;
  private static final int FIELDS_WITHOUT_VERSION = 6;

  /**
   * Reads the fields.
   *
   * @throws RuntimeException of many kinds, from Bouncy Castle, if this is no certificate
   */
  static CertificateBody of(ASN1Primitive certificate) {
    ASN1Sequence outer = ASN1Sequence.getInstance(certificate);
    if (outer.size() != 3) {
      throw new IllegalArgumentException("A certificate has three parts, not " + outer.size());
    }
    ASN1Sequence body = ASN1Sequence.getInstance(outer.getObjectAt(0));
    int at = 0;
    boolean speltOut = false;
    BigInteger version = BigInteger.ONE;
    if (body.getObjectAt(0) instanceof ASN1TaggedObject tagged
        && tagged.getTagNo() == VERSION_TAG) {
      version = ASN1Integer.getInstance(tagged, true).getValue().add(BigInteger.ONE);
      speltOut = version.equals(BigInteger.ONE);
      at = 1;
    }
    ASN1Sequence validity = ASN1Sequence.getInstance(body.getObjectAt(at + 3));
    List<Extension> extensions = new ArrayList<>();
    boolean present = false;
    for (int i = at + FIELDS_WITHOUT_VERSION; i < body.size(); i++) {
      ASN1TaggedObject tagged = ASN1TaggedObject.getInstance(body.getObjectAt(i));
      if (tagged.getTagNo() == EXTENSIONS_TAG) {
        present = true;
        for (ASN1Encodable extension : ASN1Sequence.getInstance(tagged, true)) {
          extensions.add(Extension.getInstance(extension));
          speltOut |=
              ASN1Sequence.getInstance(extension).getObjectAt(1) instanceof ASN1Boolean critical
                  && !critical.isTrue();
        }
      }
    }
    return new CertificateBody(
        version,
        ASN1Integer.getInstance(body.getObjectAt(at)).getValue(),
        AlgorithmIdentifier.getInstance(body.getObjectAt(at + 1)),
        AlgorithmIdentifier.getInstance(outer.getObjectAt(1)),
        X500Name.getInstance(body.getObjectAt(at + 2)),
        validity.getObjectAt(0).toASN1Primitive(),
        validity.getObjectAt(1).toASN1Primitive(),
        X500Name.getInstance(body.getObjectAt(at + 4)),
        SubjectPublicKeyInfo.getInstance(body.getObjectAt(at + 5)),
        List.copyOf(extensions),
        present,
        speltOut,
        ASN1BitString.getInstance(outer.getObjectAt(2)));
  }
}
