package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.TBSCertificate;

/** Rules about a path: end entity first, then its issuers, the trust anchor last if there is one. */
final class PathRules {
  private static final int MOST_SERIAL_BITS = 159;

  /** What a verifier that follows RFC 5280 processes. */
  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.subjectAlternativeName,
          Extension.nameConstraints,
          Extension.certificatePolicies,
          Extension.policyMappings,
          Extension.policyConstraints,
          Extension.inhibitAnyPolicy,
          Extension.issuingDistributionPoint);

  private PathRules() {}

  static List<PathFinding> judge(
      List<SentCertificate> path, Question question, boolean anchored) {
    List<SentCertificate> below =
        anchored && path.size() > 1 ? path.subList(0, path.size() - 1) : path;
    List<SentCertificate> issuers = below.subList(1, below.size());
    List<PathFinding> findings = new ArrayList<>();
    findings.add(dates(below, question.at()));
    findings.add(signatures(path));
    findings.add(wellFormed(below));
    findings.add(authorities(issuers));
    findings.add(mayCertify(issuers));
    findings.add(pathLength(below));
    findings.add(NameConstraintRule.judge(path));
    findings.add(criticalExtensions(below));
    findings.add(AlgorithmRules.keys(below));
    findings.add(AlgorithmRules.signatures(below));
    return findings;
  }

  private static PathFinding dates(List<SentCertificate> path, Instant at) {
    ChainRule rule = ChainRule.CERTIFICATES_ARE_IN_DATE;
    for (SentCertificate certificate : path) {
      Instant from = certificate.notBefore().toInstant();
      Instant until = certificate.notAfter().toInstant();
      if (until.isBefore(from)) {
        return new PathFinding(
            rule, Outcome.BROKEN, certificate.inWords() + " ends before it begins.");
      }
      if (at.isAfter(until.plusMillis(999))) {
        return new PathFinding(
            rule,
            Outcome.BROKEN,
            certificate.inWords() + " expired " + ago(until, at) + " ago, at " + until + ".");
      }
      if (at.isBefore(from)) {
        return new PathFinding(
            rule,
            Outcome.BROKEN,
            certificate.inWords() + " is not valid before " + from + ", in " + ago(at, from) + ".");
      }
    }
    SentCertificate first = path.get(0);
    return new PathFinding(
        rule,
        Outcome.HOLDS,
        first.inWords() + " is valid until " + first.notAfter().toInstant() + ".");
  }

  private static String ago(Instant from, Instant to) {
    Duration gap = Duration.between(from, to);
    return gap.toDays() > 0 ? gap.toDays() + " days" : gap.toMinutes() + " minutes";
  }

  private static PathFinding signatures(List<SentCertificate> path) {
    ChainRule rule = ChainRule.SIGNATURES_VERIFY;
    if (path.size() < 2) {
      return new PathFinding(rule, Outcome.UNTOLD, "No issuer's key is at hand.");
    }
    for (int i = 0; i + 1 < path.size(); i++) {
      if (!path.get(i).isSignedBy(path.get(i + 1), ChainJudge.provider())) {
        return new PathFinding(
            rule,
            Outcome.BROKEN,
            "The signature of "
                + path.get(i).inWords()
                + " does not verify with the key of "
                + path.get(i + 1).inWords()
                + ".");
      }
    }
    return new PathFinding(rule, Outcome.HOLDS, "All " + (path.size() - 1) + " verify.");
  }

  private static PathFinding wellFormed(List<SentCertificate> path) {
    for (SentCertificate certificate : path) {
      Optional<String> problem = problem(certificate);
      if (problem.isPresent()) {
        return new PathFinding(
            ChainRule.CERTIFICATES_ARE_WELL_FORMED,
            Outcome.BROKEN,
            certificate.inWords() + " " + problem.get() + ".");
      }
    }
    return new PathFinding(
        ChainRule.CERTIFICATES_ARE_WELL_FORMED, Outcome.HOLDS, "All are.");
  }

  private static Optional<String> problem(SentCertificate certificate) {
    TBSCertificate body = certificate.structure().getTBSCertificate();
    BigInteger serial = body.getSerialNumber().getValue();
    if (body.getVersionNumber() != 3) {
      return Optional.of("has version " + body.getVersionNumber());
    }
    if (serial.signum() <= 0 || serial.bitLength() > MOST_SERIAL_BITS) {
      return Optional.of("has a serial number that is zero, negative or longer than 20 octets");
    }
    if (!body.getSignature().equals(certificate.structure().getSignatureAlgorithm())) {
      return Optional.of("names one signature algorithm inside and another outside");
    }
    if (certificate.issuer().getRDNs().length == 0) {
      return Optional.of("has an empty issuer");
    }
    Set<ASN1ObjectIdentifier> seen = new HashSet<>();
    for (ASN1ObjectIdentifier id : certificate.extensions().getExtensionOIDs()) {
      if (!seen.add(id)) {
        return Optional.of("has the extension " + id + " twice");
      }
    }
    boolean nameless =
        certificate.subject().getRDNs().length == 0
            && certificate
                .extension(Extension.subjectAlternativeName)
                .filter(Extension::isCritical)
                .isEmpty();
    return nameless
        ? Optional.of("has an empty subject, and no critical subjectAltName in its place")
        : Optional.empty();
  }

  private static PathFinding authorities(List<SentCertificate> issuers) {
    for (SentCertificate issuer : issuers) {
      if (!issuer.isAuthority()) {
        return new PathFinding(
            ChainRule.ISSUERS_ARE_AUTHORITIES,
            Outcome.BROKEN,
            issuer.inWords()
                + (issuer.basicConstraints().isPresent()
                    ? " says that it is no CA."
                    : " has no basicConstraints."));
      }
    }
    return new PathFinding(
        ChainRule.ISSUERS_ARE_AUTHORITIES, Outcome.HOLDS, "Each says so.");
  }

  private static PathFinding mayCertify(List<SentCertificate> issuers) {
    for (SentCertificate issuer : issuers) {
      boolean forbidden =
          issuer.extension(Extension.keyUsage).isPresent()
              && issuer
                  .keyUsage()
                  .filter(usage -> usage.hasUsages(KeyUsage.keyCertSign))
                  .isEmpty();
      if (forbidden) {
        return new PathFinding(
            ChainRule.ISSUERS_MAY_SIGN_CERTIFICATES,
            Outcome.BROKEN,
            "The keyUsage of " + issuer.inWords() + " does not allow keyCertSign.");
      }
    }
    return new PathFinding(
        ChainRule.ISSUERS_MAY_SIGN_CERTIFICATES, Outcome.HOLDS, "Each may.");
  }

  private static PathFinding pathLength(List<SentCertificate> path) {
    int below = 0;
    for (int i = 1; i < path.size(); i++) {
      SentCertificate issuer = path.get(i);
      BigInteger limit =
          issuer.basicConstraints().map(BasicConstraints::getPathLenConstraint).orElse(null);
      if (limit != null && limit.compareTo(BigInteger.valueOf(below)) < 0) {
        return new PathFinding(
            ChainRule.PATH_LENGTH_IS_KEPT,
            Outcome.BROKEN,
            issuer.inWords() + " allows " + limit + " CAs below it, and there are " + below + ".");
      }
      if (!issuer.isSelfIssued()) {
        below++;
      }
    }
    return new PathFinding(
        ChainRule.PATH_LENGTH_IS_KEPT, Outcome.HOLDS, below + " CAs stand in the path.");
  }

  private static PathFinding criticalExtensions(List<SentCertificate> path) {
    for (SentCertificate certificate : path) {
      for (ASN1ObjectIdentifier id : certificate.extensions().getCriticalExtensionOIDs()) {
        if (!KNOWN.contains(id)) {
          return new PathFinding(
              ChainRule.CRITICAL_EXTENSIONS_ARE_KNOWN,
              Outcome.BROKEN,
              certificate.inWords() + " has the critical extension " + id + ".");
        }
      }
    }
    return new PathFinding(
        ChainRule.CRITICAL_EXTENSIONS_ARE_KNOWN, Outcome.HOLDS, "None is unknown.");
  }
}
