package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/** What is checked of each certificate of a path (RFC 5280, Section 6.1.3 and 6.1.4). */
final class PathRules {
  private static final Duration WITHIN_THE_SECOND = Duration.ofMillis(999);

  /** What a verifier that follows RFC 5280 processes. */
  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.subjectAlternativeName,
          Extension.issuerAlternativeName,
          Extension.nameConstraints,
          Extension.certificatePolicies,
          Extension.policyMappings,
          Extension.policyConstraints,
          Extension.inhibitAnyPolicy,
          Extension.cRLDistributionPoints,
          Extension.subjectKeyIdentifier,
          Extension.authorityKeyIdentifier,
          ExtensionNames.POISON);

  private PathRules() {}

  static void judge(
      CertificatePath path, Question question, SignatureChecks signatures, Findings findings) {
    dates(path, question.at(), findings);
    signatures(path, signatures, findings);
    names(path, findings);
    keyIdentifiers(path, findings);
    findings.each(
        ChainRule.CRITICAL_EXTENSIONS_ARE_KNOWN,
        path.certificates(),
        PathRules::unknown,
        "None is unknown.");
    findings.each(
        ChainRule.NO_PRECERTIFICATE_IS_SENT,
        path.certificates(),
        certificate ->
            certificate
                .extension(ExtensionNames.POISON)
                .map(poison -> "is a precertificate: it has the poison extension"),
        "None is.");
  }

  private static void dates(CertificatePath path, Instant at, Findings findings) {
    for (SentCertificate certificate : path.certificates()) {
      if (certificate.notBefore().isEmpty() || certificate.notAfter().isEmpty()) {
        findings.add(
            ChainRule.CERTIFICATES_ARE_IN_DATE,
            Outcome.BROKEN,
            certificate,
            "has a validity period whose times can't be read");
      }
    }
    findings.each(
        ChainRule.CERTIFICATES_ARE_IN_DATE,
        path.certificates(),
        certificate -> outOfDate(certificate, at),
        untilWhen(path.endEntity()));
    findings.each(
        ChainRule.VALIDITY_PERIODS_RUN_FORWARD,
        path.certificates(),
        certificate ->
            certificate
                .notAfter()
                .filter(end -> certificate.notBefore().filter(end::isBefore).isPresent())
                .map(
                    end ->
                        "is valid until "
                            + end
                            + ", which is before it begins, at "
                            + certificate.notBefore().get()),
        "All do.");
    ChainRule anchorRule = ChainRule.TRUST_ANCHOR_IS_IN_DATE;
    if (path.anchor().isEmpty()) {
      findings.add(anchorRule, Outcome.NOT_APPLICABLE, "No trust anchor was reached.");
    } else {
      findings.each(
          anchorRule,
          List.of(path.anchor().get()),
          anchor -> outOfDate(anchor, at),
          untilWhen(path.anchor().get()));
    }
  }

  private static String untilWhen(SentCertificate certificate) {
    return certificate.inWords()
        + certificate.notAfter().map(end -> " is valid until " + end + ".").orElse(" never ends.");
  }

  private static Optional<String> outOfDate(SentCertificate certificate, Instant at) {
    Optional<String> over =
        certificate
            .notAfter()
            .filter(end -> at.isAfter(end.plus(WITHIN_THE_SECOND)))
            .map(end -> "expired " + length(end, at) + " ago, at " + end);
    return over.or(
        () ->
            certificate
                .notBefore()
                .filter(at::isBefore)
                .map(
                    start ->
                        "is not yet valid: it begins in " + length(at, start) + ", at " + start));
  }

  /** A span of time in its largest unit. */
  private static String length(Instant from, Instant to) {
    Duration gap = Duration.between(from, to);
    long days = gap.toDays();
    if (days > 0) {
      return days + (days == 1 ? " day" : " days");
    }
    long minutes = gap.toMinutes();
    return minutes > 0
        ? minutes + (minutes == 1 ? " minute" : " minutes")
        : gap.toSeconds() + " seconds";
  }

  private static void signatures(
      CertificatePath path, SignatureChecks signatures, Findings findings) {
    ChainRule rule = ChainRule.SIGNATURES_VERIFY;
    int verified = 0;
    for (int i = 0; i < path.certificates().size(); i++) {
      SentCertificate certificate = path.certificates().get(i);
      Optional<SentCertificate> issuer =
          path.issuerOf(i).or(() -> Optional.of(certificate).filter(SentCertificate::isSelfIssued));
      if (issuer.isEmpty()) {
        continue;
      }
      String by = "the key of " + issuer.get().inWords();
      switch (signatures.check(certificate, issuer.get())) {
        case VERIFIES -> verified++;
        case FAILS ->
            findings.add(
                rule,
                Outcome.BROKEN,
                certificate,
                "has a signature that does not verify with " + by);
        case UNTOLD ->
            findings.add(
                rule,
                Outcome.UNTOLD,
                certificate,
                "has a signature ("
                    + AlgorithmNames.of(certificate.body().outerAlgorithm())
                    + ") that can't be checked with "
                    + by);
      }
    }
    if (path.isPinned()) {
      findings.add(rule, Outcome.NOT_APPLICABLE, "The end-entity certificate is itself trusted.");
    } else if (verified == 0) {
      findings.add(rule, Outcome.UNTOLD, "No issuer's key is at hand.");
    } else {
      findings.add(rule, Outcome.HOLDS, verified == 1 ? "It does." : "All " + verified + " do.");
    }
  }

  private static void names(CertificatePath path, Findings findings) {
    for (int i = 0; i < path.certificates().size(); i++) {
      SentCertificate certificate = path.certificates().get(i);
      path.issuerOf(i)
          .filter(issuer -> !DistinguishedNames.same(issuer.subject(), certificate.issuer()))
          .ifPresent(
              issuer ->
                  findings.add(
                      ChainRule.ISSUER_NAMES_CHAIN,
                      Outcome.BROKEN,
                      certificate,
                      "names "
                          + DistinguishedNames.inWords(certificate.issuer())
                          + " as its issuer, but "
                          + issuer.inWords()
                          + " signed it"));
    }
    findings.add(
        ChainRule.ISSUER_NAMES_CHAIN,
        path.whole().size() > 1 ? Outcome.HOLDS : Outcome.NOT_APPLICABLE,
        path.whole().size() > 1 ? "They do." : "No issuer is at hand.");
  }

  private static void keyIdentifiers(CertificatePath path, Findings findings) {
    ChainRule rule = ChainRule.KEY_IDENTIFIERS_AGREE;
    boolean compared = false;
    for (int i = 0; i < path.certificates().size(); i++) {
      SentCertificate certificate = path.certificates().get(i);
      Optional<byte[]> wanted = certificate.authorityKeyIdentifier();
      Optional<byte[]> given = path.issuerOf(i).flatMap(SentCertificate::subjectKeyIdentifier);
      if (wanted.isPresent() && given.isPresent()) {
        compared = true;
        if (!Arrays.equals(wanted.get(), given.get())) {
          findings.add(
              rule, Outcome.BROKEN, certificate, "identifies another key than its issuer's");
        }
      }
    }
    findings.add(
        rule,
        compared ? Outcome.HOLDS : Outcome.NOT_APPLICABLE,
        compared ? "They do." : "No certificate identifies its issuer's key.");
  }

  private static Optional<String> unknown(SentCertificate certificate) {
    return certificate.body().extensions().stream()
        .filter(extension -> extension.isCritical() && !KNOWN.contains(extension.getExtnId()))
        .findFirst()
        .map(extension -> "has the critical extension " + ExtensionNames.of(extension.getExtnId()));
  }
}
