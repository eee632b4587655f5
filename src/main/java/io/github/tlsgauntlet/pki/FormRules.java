package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** Rules about the fields of each certificate, whatever the others are. */
final class FormRules {
  private static final int MOST_SERIAL_OCTETS = 20;
  private static final BigInteger VERSION_3 = BigInteger.valueOf(3);

  /** The standard extensions, and what a value of each has to survive. */
  private static final Map<ASN1ObjectIdentifier, Function<ASN1Primitive, ?>> READERS =
      Map.ofEntries(
          Map.entry(Extension.basicConstraints, BasicConstraints::getInstance),
          Map.entry(Extension.keyUsage, KeyUsage::getInstance),
          Map.entry(Extension.extendedKeyUsage, FormRules::purposes),
          Map.entry(Extension.subjectAlternativeName, FormRules::names),
          Map.entry(Extension.issuerAlternativeName, FormRules::names),
          Map.entry(Extension.nameConstraints, FormRules::constraints),
          Map.entry(Extension.subjectKeyIdentifier, SubjectKeyIdentifier::getInstance),
          Map.entry(Extension.authorityKeyIdentifier, AuthorityKeyIdentifier::getInstance),
          Map.entry(Extension.certificatePolicies, CertificatePolicies::getInstance),
          Map.entry(Extension.policyMappings, PolicyMappings::getInstance),
          Map.entry(Extension.policyConstraints, PolicyConstraints::getInstance),
          Map.entry(Extension.authorityInfoAccess, AuthorityInformationAccess::getInstance),
          Map.entry(Extension.cRLDistributionPoints, CRLDistPoint::getInstance));

  private FormRules() {}

  static void judge(CertificatePath path, Findings findings) {
    findings.each(
        ChainRule.CERTIFICATES_ARE_WELL_FORMED,
        path.certificates(),
        FormRules::malformed,
        "All are.");
    findings.each(
        ChainRule.VERSION_FITS,
        path.certificates(),
        certificate -> unfitVersion(certificate.body()),
        "They do.");
    findings.each(
        ChainRule.ISSUERS_HAVE_NAMES,
        path.certificates(),
        certificate ->
            certificate.issuer().getRDNs().length == 0
                ? Optional.of("has an empty issuer")
                : Optional.empty(),
        "They do.");
    findings.each(
        ChainRule.TIMES_HAVE_THEIR_FORM,
        path.certificates(),
        certificate ->
            ValidityTime.malformed(certificate.body().notBefore())
                .or(() -> ValidityTime.malformed(certificate.body().notAfter())),
        "All do.");
    findings.each(
        ChainRule.SERIAL_NUMBERS_ARE_POSITIVE,
        path.certificates(),
        certificate -> serialNumber(certificate.body().serialNumber()),
        "All are.");
    findings.each(
        ChainRule.EXTENSIONS_ARE_UNIQUE,
        path.certificates(),
        FormRules::repeated,
        "No extension is there twice.");
    findings.each(
        ChainRule.EXTENSIONS_DECODE, path.certificates(), FormRules::undecodable, "All do.");
    findings.each(
        ChainRule.SIGNATURE_ALGORITHMS_AGREE,
        path.certificates(),
        FormRules::disagreement,
        "They do.");
  }

  private static Optional<String> malformed(SentCertificate certificate) {
    CertificateBody body = certificate.body();
    return Optional.<String>empty()
        .or(() -> version(body))
        .or(() -> ValidityTime.early(body.notBefore()))
        .or(() -> ValidityTime.early(body.notAfter()))
        .or(() -> nameless(certificate))
        .or(() -> criticality(certificate))
        .or(
            () ->
                body.extensionsPresent() && body.extensions().isEmpty()
                    ? Optional.of("has a list of extensions that is empty")
                    : Optional.empty())
        .or(
            () ->
                body.defaultSpeltOut()
                    ? Optional.of("spells out a default value, which DER leaves out")
                    : Optional.empty())
        .or(() -> pathLength(certificate));
  }

  private static Optional<String> version(CertificateBody body) {
    return body.version().equals(VERSION_3)
        ? Optional.empty()
        : Optional.of("has version " + inShort(body.version()));
  }

  private static Optional<String> unfitVersion(CertificateBody body) {
    boolean exists = body.version().signum() > 0 && body.version().compareTo(VERSION_3) <= 0;
    if (!exists) {
      return Optional.of("has version " + inShort(body.version()) + ", which does not exist");
    }
    return body.extensionsPresent() && !body.version().equals(VERSION_3)
        ? Optional.of("has version " + inShort(body.version()) + " and extensions")
        : Optional.empty();
  }

  private static Optional<String> nameless(SentCertificate certificate) {
    if (certificate.subject().getRDNs().length > 0) {
      return Optional.empty();
    }
    if (certificate.isAuthority()) {
      return Optional.of("is a CA with an empty subject");
    }
    return isCritical(certificate, Extension.subjectAlternativeName)
        ? Optional.empty()
        : Optional.of("has an empty subject and no critical subjectAltName in its place");
  }

  private static Optional<String> criticality(SentCertificate certificate) {
    if (certificate.isAuthority() && !isCritical(certificate, Extension.basicConstraints)) {
      return Optional.of("is a CA whose basicConstraints is not critical");
    }
    boolean constraints =
        certificate.has(Extension.nameConstraints)
            && !isCritical(certificate, Extension.nameConstraints);
    return constraints
        ? Optional.of("has nameConstraints that are not critical")
        : Optional.empty();
  }

  private static Optional<String> pathLength(SentCertificate certificate) {
    return certificate
        .basicConstraints()
        .filter(constraints -> !constraints.isCA() && constraints.getPathLenConstraint() != null)
        .map(constraints -> "has a pathLenConstraint and is no CA");
  }

  private static boolean isCritical(SentCertificate certificate, ASN1ObjectIdentifier id) {
    return certificate.extension(id).filter(Extension::isCritical).isPresent();
  }

  private static Optional<String> serialNumber(BigInteger serial) {
    if (serial.signum() <= 0) {
      return Optional.of(
          serial.signum() == 0 ? "has the serial number 0" : "has a negative serial number");
    }
    int octets = serial.bitLength() / 8 + 1;
    return octets > MOST_SERIAL_OCTETS
        ? Optional.of("has a serial number of " + octets + " octets")
        : Optional.empty();
  }

  private static Optional<String> repeated(SentCertificate certificate) {
    Set<ASN1ObjectIdentifier> seen = new HashSet<>();
    return certificate.body().extensions().stream()
        .map(Extension::getExtnId)
        .filter(id -> !seen.add(id))
        .findFirst()
        .map(id -> "has the extension " + ExtensionNames.of(id) + " twice");
  }

  private static Optional<String> undecodable(SentCertificate certificate) {
    for (Extension extension : certificate.body().extensions()) {
      Function<ASN1Primitive, ?> reader = READERS.get(extension.getExtnId());
      if (reader != null) {
        byte[] value = extension.getExtnValue().getOctets();
        Optional<String> problem =
            StrictDer.problem(value)
                .or(
                    () ->
                        Asn1.read(value, reader).isPresent()
                            ? Optional.empty()
                            : Optional.of("it has not the structure of one"));
        if (problem.isPresent()) {
          return Optional.of(
              "has an extension "
                  + ExtensionNames.of(extension.getExtnId())
                  + " that does not decode: "
                  + problem.get());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> disagreement(SentCertificate certificate) {
    CertificateBody body = certificate.body();
    return body.innerAlgorithm().equals(body.outerAlgorithm())
        ? Optional.empty()
        : Optional.of(
            "names "
                + AlgorithmNames.of(body.innerAlgorithm())
                + " inside what is signed and "
                + AlgorithmNames.of(body.outerAlgorithm())
                + " outside");
  }

  private static ExtendedKeyUsage purposes(ASN1Primitive value) {
    ExtendedKeyUsage usage = ExtendedKeyUsage.getInstance(value);
    if (usage.size() == 0) {
      throw new IllegalArgumentException("No purpose");
    }
    return usage;
  }

  private static GeneralNames names(ASN1Primitive value) {
    GeneralNames names = GeneralNames.getInstance(value);
    if (names.getNames().length == 0) {
      throw new IllegalArgumentException("No name");
    }
    return names;
  }

  private static NameConstraints constraints(ASN1Primitive value) {
    if (ASN1Sequence.getInstance(value).size() == 0) {
      throw new IllegalArgumentException("Neither permitted nor excluded subtrees");
    }
    return NameConstraints.getInstance(value);
  }

  private static String inShort(BigInteger number) {
    return number.bitLength() < 64 ? number.toString() : "a number of many digits";
  }
}
