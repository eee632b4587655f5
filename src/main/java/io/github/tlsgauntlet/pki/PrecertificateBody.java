package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * What a log signed before the certificate existed (RFC 6962, Section 3.2): the certificate's body
 * without the list of timestamps, and without the poison of a precertificate. All other octets stay
 * as they were sent, since encoding them anew might change them.
 */
final class PrecertificateBody {
  static final ASN1ObjectIdentifier TIMESTAMPS =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");
  static final ASN1ObjectIdentifier POISON = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.3");

  private static final Set<ASN1ObjectIdentifier> LEFT_OUT = Set.of(TIMESTAMPS, POISON);
  private static final int SEQUENCE = 0x30;
  private static final int EXTENSIONS = 0xa3;
  private static final int OBJECT_IDENTIFIER = 6;

  private PrecertificateBody() {}

  /** Empty where the octets are no certificate. */
  static Optional<byte[]> of(byte[] certificate) {
    return SignatureChecks.signedPart(certificate).flatMap(PrecertificateBody::without);
  }

  private static Optional<byte[]> without(byte[] body) {
    Asn1.Header outer = Asn1.header(body, 0, body.length);
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    for (int at = outer.start(); at < outer.end(); ) {
      Asn1.Header field = Asn1.header(body, at, outer.end());
      if (field.indefinite() || field.end() > outer.end()) {
        return Optional.empty();
      }
      if ((body[at] & 0xff) == EXTENSIONS) {
        Optional<byte[]> kept = extensions(body, field);
        if (kept.isEmpty()) {
          return Optional.empty();
        }
        if (kept.get().length > 0) {
          fields.writeBytes(value(EXTENSIONS, value(SEQUENCE, kept.get())));
        }
      } else {
        fields.write(body, at, field.end() - at);
      }
      at = field.end();
    }
    return Optional.of(value(SEQUENCE, fields.toByteArray()));
  }

  private static Optional<byte[]> extensions(byte[] body, Asn1.Header field) {
    if (field.start() >= field.end()) {
      return Optional.empty();
    }
    Asn1.Header list = Asn1.header(body, field.start(), field.end());
    if (list.indefinite() || list.end() != field.end()) {
      return Optional.empty();
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    for (int at = list.start(); at < list.end(); ) {
      Asn1.Header extension = Asn1.header(body, at, list.end());
      if (extension.indefinite() || extension.end() > list.end()) {
        return Optional.empty();
      }
      if (!isLeftOut(body, extension)) {
        kept.write(body, at, extension.end() - at);
      }
      at = extension.end();
    }
    return Optional.of(kept.toByteArray());
  }

  private static boolean isLeftOut(byte[] body, Asn1.Header extension) {
    int at = extension.start();
    if (at >= extension.end() || body[at] != OBJECT_IDENTIFIER) {
      return false;
    }
    Asn1.Header id = Asn1.header(body, at, extension.end());
    if (id.indefinite() || id.end() > extension.end()) {
      return false;
    }
    byte[] encoded = java.util.Arrays.copyOfRange(body, at, id.end());
    return Asn1.read(encoded, ASN1ObjectIdentifier::getInstance)
        .filter(LEFT_OUT::contains)
        .isPresent();
  }

  private static byte[] value(int tag, byte[] content) {
    return WireWriter.write(
        out -> {
          out.uint8(tag);
          int length = content.length;
          if (length < 0x80) {
            out.uint8(length);
          } else if (length <= 0xff) {
            out.uint8(0x81).uint8(length);
          } else if (length <= 0xffff) {
            out.uint8(0x82).uint16(length);
          } else {
            out.uint8(0x83).uint24(length);
          }
          out.bytes(content);
        });
  }
}
