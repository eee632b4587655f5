package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.util.encoders.Hex;

/** Rules about the end-entity certificate alone. */
final class EndEntityRules {
  private EndEntityRules() {}

  static List<PathFinding> judge(SentCertificate certificate, Question question) {
    return List.of(
        names(certificate, question), extendedKeyUsage(certificate, question), keyUsage(certificate));
  }

  private static PathFinding names(SentCertificate certificate, Question question) {
    ChainRule rule = ChainRule.CERTIFICATE_NAMES_THE_HOST;
    if (question.referenceName().isEmpty()) {
      return new PathFinding(
          rule, Outcome.NOT_APPLICABLE, "No name was asked for: name one with -Dservername.");
    }
    String reference = question.referenceName().get();
    Optional<Extension> extension = certificate.extension(Extension.subjectAlternativeName);
    if (extension.isEmpty()) {
      return new PathFinding(
          rule,
          Outcome.BROKEN,
          "It has no subjectAltName; the common name of " + certificate.inWords() + " counts for nothing.");
    }
    try {
      GeneralName[] names =
          GeneralNames.getInstance(extension.get().getParsedValue()).getNames();
      boolean named =
          Arrays.stream(names).anyMatch(name -> HostNameMatch.matches(name, reference));
      String list =
          Arrays.stream(names).limit(8).map(EndEntityRules::text).collect(Collectors.joining(", "));
      return new PathFinding(
          rule,
          named ? Outcome.HOLDS : Outcome.BROKEN,
          reference
              + (named ? " is named: " : " is not named: ")
              + (list.isEmpty() ? "the list is empty" : list)
              + (names.length > 8 ? " and " + (names.length - 8) + " more" : "")
              + ".");
    } catch (RuntimeException e) {
      // Bouncy Castle tells malformed names by unchecked exceptions.
      return new PathFinding(rule, Outcome.BROKEN, "Its subjectAltName does not decode.");
    }
  }

  private static String text(GeneralName name) {
    return name.getTagNo() == GeneralName.iPAddress
        ? "IP " + Hex.toHexString(
            org.bouncycastle.asn1.ASN1OctetString.getInstance(name.getName()).getOctets())
        : name.getName().toString();
  }

  private static PathFinding extendedKeyUsage(SentCertificate certificate, Question question) {
    ChainRule rule = ChainRule.EXTENDED_KEY_USAGE_FITS;
    Optional<Extension> extension = certificate.extension(Extension.extendedKeyUsage);
    if (extension.isEmpty()) {
      return new PathFinding(rule, Outcome.HOLDS, "It has none, so it is not restricted.");
    }
    try {
      ExtendedKeyUsage usage = ExtendedKeyUsage.getInstance(extension.get().getParsedValue());
      KeyPurposeId purpose =
          KeyPurposeId.getInstance(new ASN1ObjectIdentifier(question.purpose().keyPurposeId()));
      boolean any = usage.hasKeyPurposeId(KeyPurposeId.anyExtendedKeyUsage);
      boolean fits = usage.hasKeyPurposeId(purpose) || any;
      return new PathFinding(
          rule,
          fits ? Outcome.HOLDS : Outcome.BROKEN,
          fits
              ? "It allows " + (any ? "any use" : question.purpose().inWords()) + "."
              : "It does not list " + question.purpose().inWords() + ".");
    } catch (RuntimeException e) {
      // Bouncy Castle tells malformed usages by unchecked exceptions.
      return new PathFinding(rule, Outcome.BROKEN, "Its extendedKeyUsage does not decode.");
    }
  }

  private static PathFinding keyUsage(SentCertificate certificate) {
    ChainRule rule = ChainRule.KEY_USAGE_FITS;
    if (certificate.extension(Extension.keyUsage).isEmpty()) {
      return new PathFinding(rule, Outcome.HOLDS, "It has none, so it is not restricted.");
    }
    boolean fits =
        certificate
            .keyUsage()
            .filter(usage -> usage.hasUsages(KeyUsage.digitalSignature))
            .isPresent();
    return new PathFinding(
        rule,
        fits ? Outcome.HOLDS : Outcome.BROKEN,
        fits ? "It allows digitalSignature." : "It does not allow digitalSignature.");
  }
}
