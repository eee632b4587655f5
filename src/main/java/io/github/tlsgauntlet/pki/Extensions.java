package io.github.tlsgauntlet.pki;

import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The extensions of RFC 5280 as encoded octets. */
final class Extensions {
  static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
  static final String KEY_USAGE = "2.5.29.15";
  static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
  static final String BASIC_CONSTRAINTS = "2.5.29.19";
  static final String NAME_CONSTRAINTS = "2.5.29.30";
  static final String CERTIFICATE_POLICIES = "2.5.29.32";
  static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
  static final String POLICY_CONSTRAINTS = "2.5.29.36";
  static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
  static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final byte[] TRUE = {1, 1, (byte) 0xff};

  private Extensions() {}

  /** An Extension; {@code value} is what its octet string holds. */
  static byte[] extension(String oid, boolean critical, byte[] value) {
    byte[] name = Names.encoded(new ASN1ObjectIdentifier(oid));
    byte[] octets = Der.value(0x04, value);
    return Der.sequence(critical ? Der.join(name, TRUE, octets) : Der.join(name, octets));
  }

  static void put(Draft draft, String oid, boolean critical, byte[] value) {
    draft.extensions.put(oid, extension(oid, critical, value));
  }

  static byte[] keyUsage(int bits) {
    return Names.encoded(new KeyUsage(bits));
  }

  /** A sequence of object identifiers; it may be empty. */
  static byte[] identifiers(List<String> oids) {
    ASN1EncodableVector all = new ASN1EncodableVector();
    oids.forEach(oid -> all.add(new ASN1ObjectIdentifier(oid)));
    return Names.encoded(new DERSequence(all));
  }

  static byte[] authority(int pathLength) {
    return Names.encoded(new BasicConstraints(pathLength));
  }

  static byte[] authority(boolean authority) {
    return Names.encoded(new BasicConstraints(authority));
  }

  /** Certificate policies without qualifiers. */
  static byte[] policies(List<String> oids) {
    ASN1EncodableVector all = new ASN1EncodableVector();
    for (String oid : oids) {
      ASN1Encodable policy = new ASN1ObjectIdentifier(oid);
      all.add(new DERSequence(policy));
    }
    return Names.encoded(new DERSequence(all));
  }
}
