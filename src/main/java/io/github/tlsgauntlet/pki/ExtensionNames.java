package io.github.tlsgauntlet.pki;

import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/** What RFC 5280 calls the extensions; others go by their object identifiers. */
final class ExtensionNames {
  /** The mark of a precertificate (RFC 6962, Section 3.1). */
  static final ASN1ObjectIdentifier POISON = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.3");

  private static final Map<ASN1ObjectIdentifier, String> NAMES =
      Map.ofEntries(
          Map.entry(Extension.basicConstraints, "basicConstraints"),
          Map.entry(Extension.keyUsage, "keyUsage"),
          Map.entry(Extension.extendedKeyUsage, "extKeyUsage"),
          Map.entry(Extension.subjectAlternativeName, "subjectAltName"),
          Map.entry(Extension.issuerAlternativeName, "issuerAltName"),
          Map.entry(Extension.nameConstraints, "nameConstraints"),
          Map.entry(Extension.subjectKeyIdentifier, "subjectKeyIdentifier"),
          Map.entry(Extension.authorityKeyIdentifier, "authorityKeyIdentifier"),
          Map.entry(Extension.certificatePolicies, "certificatePolicies"),
          Map.entry(Extension.policyMappings, "policyMappings"),
          Map.entry(Extension.policyConstraints, "policyConstraints"),
          Map.entry(Extension.inhibitAnyPolicy, "inhibitAnyPolicy"),
          Map.entry(Extension.authorityInfoAccess, "authorityInfoAccess"),
          Map.entry(Extension.cRLDistributionPoints, "cRLDistributionPoints"),
          Map.entry(POISON, "CT poison"));

  private ExtensionNames() {}

  static String of(ASN1ObjectIdentifier id) {
    return NAMES.getOrDefault(id, id.getId());
  }
}
