package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.internal.asn1.edec.EdECObjectIdentifiers;

/**
 * How openssl and keytool are told to make a key of a certificate's kind.
 *
 * @param openssl options of {@code openssl genpkey}
 * @param keytool options of {@code keytool -genkeypair}
 */
record KeyText(String openssl, String keytool) {
  static KeyText of(SubjectPublicKeyInfo key) {
    ASN1ObjectIdentifier kind = key.getAlgorithm().getAlgorithm();
    if (kind.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return elliptic(key.getAlgorithm().getParameters().toASN1Primitive());
    }
    if (kind.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return rsa("RSA", key);
    }
    if (kind.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return rsa("RSA-PSS", key);
    }
    if (kind.equals(EdECObjectIdentifiers.id_Ed448)) {
      return new KeyText("-algorithm ED448", "-keyalg Ed448");
    }
    if (kind.equals(EdECObjectIdentifiers.id_Ed25519)) {
      return new KeyText("-algorithm ED25519", "-keyalg Ed25519");
    }
    return lattice(kind);
  }

  private static KeyText elliptic(ASN1Primitive parameters) {
    if (!(parameters instanceof ASN1ObjectIdentifier curve)) {
      return new KeyText(
          "-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit",
          "-keyalg EC -groupname secp256r1");
    }
    String known = Optional.ofNullable(ECNamedCurveTable.getName(curve)).orElse(curve.getId());
    String name = known.equals("prime256v1") ? "secp256r1" : known;
    String theirs = name.equals("secp256r1") ? "P-256" : name;
    return new KeyText(
        "-algorithm EC -pkeyopt ec_paramgen_curve:" + theirs, "-keyalg EC -groupname " + name);
  }

  private static KeyText rsa(String algorithm, SubjectPublicKeyInfo key) {
    Optional<RSAPublicKey> read =
        Asn1.read(key.getPublicKeyData().getOctets(), RSAPublicKey::getInstance);
    int bits = read.map(RSAPublicKey::getModulus).map(BigInteger::bitLength).orElse(2048);
    BigInteger exponent = read.map(RSAPublicKey::getPublicExponent).orElse(BigInteger.TEN);
    String odd = exponent.equals(BigInteger.valueOf(3)) ? " -pkeyopt rsa_keygen_pubexp:3" : "";
    return new KeyText(
        "-algorithm " + algorithm + " -pkeyopt rsa_keygen_bits:" + bits + odd,
        "-keyalg " + algorithm.replace("RSA-PSS", "RSASSA-PSS") + " -keysize " + bits);
  }

  /** From OpenSSL 3.5 and Java 24 on (RFC 9881). */
  private static KeyText lattice(ASN1ObjectIdentifier kind) {
    String size =
        kind.equals(NISTObjectIdentifiers.id_ml_dsa_44)
            ? "44"
            : kind.equals(NISTObjectIdentifiers.id_ml_dsa_87) ? "87" : "65";
    return new KeyText("-algorithm ML-DSA-" + size, "-keyalg ML-DSA -groupname ML-DSA-" + size);
  }
}
