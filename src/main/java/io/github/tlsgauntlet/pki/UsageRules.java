package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What issuers may do (RFC 5280, Section 6.1.4 (k) to (n)). */
final class UsageRules {
  private UsageRules() {}

  static void judge(CertificatePath path, Question question, Findings findings) {
    List<SentCertificate> issuers = path.issuers();
    if (issuers.isEmpty()) {
      String reason = "No issuer stands between the end entity and a trust anchor.";
      findings.add(ChainRule.ISSUERS_ARE_AUTHORITIES, Outcome.NOT_APPLICABLE, reason);
      findings.add(ChainRule.ISSUERS_MAY_SIGN_CERTIFICATES, Outcome.NOT_APPLICABLE, reason);
      findings.add(ChainRule.ISSUERS_ALLOW_THE_PURPOSE, Outcome.NOT_APPLICABLE, reason);
      findings.add(ChainRule.PATH_LENGTH_IS_KEPT, Outcome.NOT_APPLICABLE, reason);
      return;
    }
    findings.each(
        ChainRule.ISSUERS_ARE_AUTHORITIES, issuers, UsageRules::noAuthority, "Each says so.");
    findings.each(
        ChainRule.ISSUERS_MAY_SIGN_CERTIFICATES, issuers, UsageRules::mayNotSign, "Each may.");
    findings.each(
        ChainRule.ISSUERS_ALLOW_THE_PURPOSE,
        issuers,
        issuer ->
            issuer.has(Extension.extendedKeyUsage)
                    && !Purposes.allow(issuer.extendedKeyUsage(), question.purpose())
                ? Optional.of(
                    "has an extKeyUsage that does not list " + question.purpose().inWords())
                : Optional.empty(),
        "Each does.");
    pathLength(path, findings);
  }

  private static Optional<String> noAuthority(SentCertificate issuer) {
    if (issuer.isAuthority()) {
      return Optional.empty();
    }
    return Optional.of(
        issuer.has(Extension.basicConstraints)
            ? "issued a certificate and says that it is no CA"
            : "issued a certificate and has no basicConstraints that makes it a CA");
  }

  private static Optional<String> mayNotSign(SentCertificate issuer) {
    boolean forbidden =
        issuer.has(Extension.keyUsage)
            && issuer.keyUsage().filter(usage -> usage.hasUsages(KeyUsage.keyCertSign)).isEmpty();
    return forbidden
        ? Optional.of("issued a certificate, and its keyUsage does not allow keyCertSign")
        : Optional.empty();
  }

  private static void pathLength(CertificatePath path, Findings findings) {
    int below = 0;
    for (SentCertificate issuer : path.issuers()) {
      Optional<BigInteger> limit = limit(issuer);
      if (limit.isPresent() && limit.get().compareTo(BigInteger.valueOf(below)) < 0) {
        findings.add(
            ChainRule.PATH_LENGTH_IS_KEPT,
            Outcome.BROKEN,
            issuer,
            "allows " + limit.get() + " CAs below it, and there are " + below);
      }
      if (!issuer.isSelfIssued()) {
        below++;
      }
    }
    findings.add(
        ChainRule.PATH_LENGTH_IS_KEPT,
        Outcome.HOLDS,
        below == 1 ? "1 CA stands in the path." : below + " CAs stand in the path.");
  }

  /** The path length constraint of a CA; empty where it has none. */
  static Optional<BigInteger> limit(SentCertificate issuer) {
    return issuer
        .basicConstraints()
        .flatMap(constraints -> Optional.ofNullable(constraints.getPathLenConstraint()));
  }
}
