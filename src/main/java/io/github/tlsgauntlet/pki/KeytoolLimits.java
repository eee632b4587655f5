package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** What keytool does not make: that of Java 17 was tried with every fixture. */
final class KeytoolLimits {
  /** Linux takes no longer argument than 128 KiB. */
  private static final int LONGEST = 100_000;

  private static final int MOST_SERIAL_BITS = 159;

  private static final List<ASN1ObjectIdentifier> CURVES =
      List.of(
          X9ObjectIdentifiers.prime256v1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);

  private static final List<ASN1ObjectIdentifier> LATTICES =
      List.of(
          NISTObjectIdentifiers.id_ml_dsa_44,
          NISTObjectIdentifiers.id_ml_dsa_65,
          NISTObjectIdentifiers.id_ml_dsa_87);

  /** Wildcards within a label, underscores, and a dot at a name's end: none where DNS has none. */
  private static final Pattern NO_NAME_FOR_IT = Pattern.compile("[*_]|\\.(,|$)");

  private KeytoolLimits() {}

  /** Why it can't make a certificate; empty where it can. */
  static Optional<String> of(SentCertificate one, List<String> extensions) {
    SubjectPublicKeyInfo key = one.body().subjectPublicKeyInfo();
    if (key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      ASN1Encodable curve = key.getAlgorithm().getParameters();
      if (curve instanceof ASN1ObjectIdentifier named && !CURVES.contains(named)) {
        return Optional.of("it knows no such curve");
      }
    }
    BigInteger serial = one.body().serialNumber();
    if (serial.signum() <= 0 || serial.bitLength() > MOST_SERIAL_BITS) {
      return Optional.of("it chooses the serial number itself");
    }
    if (one.subject().getRDNs().length == 0) {
      return Optional.of("it takes no empty subject");
    }
    if (extensions.stream().anyMatch(option -> option.length() > LONGEST)) {
      return Optional.of("an extension is longer than an argument may be");
    }
    return extensions.stream()
            .anyMatch(option -> option.startsWith(Extension.extendedKeyUsage.getId()))
        ? Optional.of("it takes no extended key usage in octets")
        : Optional.empty();
  }

  /** Which of its versions it takes; empty where any will do. */
  static Optional<String> since(SentCertificate one) {
    return isLattice(one)
        ? Optional.of("It takes the keytool of Java 24 or later.")
        : Optional.empty();
  }

  static boolean isLattice(SentCertificate one) {
    return LATTICES.contains(one.body().subjectPublicKeyInfo().getAlgorithm().getAlgorithm());
  }

  /** Whether it takes names as words; else their octets will do. */
  static boolean takes(String words) {
    return !NO_NAME_FOR_IT.matcher(words.replace("DNS:*.", "DNS:")).find();
  }
}
