package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Rules about what the end-entity certificate is for. */
final class EndEntityRules {
  private EndEntityRules() {}

  static void judge(SentCertificate certificate, Question question, Findings findings) {
    extendedKeyUsage(certificate, question.purpose(), findings);
    keyUsage(certificate, findings);
    if (certificate.isAuthority()) {
      findings.add(ChainRule.END_ENTITY_IS_NO_AUTHORITY, Outcome.BROKEN, certificate, "is a CA's");
    } else {
      findings.add(ChainRule.END_ENTITY_IS_NO_AUTHORITY, Outcome.HOLDS, "It is not.");
    }
  }

  private static void extendedKeyUsage(
      SentCertificate certificate, Purpose purpose, Findings findings) {
    ChainRule fits = ChainRule.EXTENDED_KEY_USAGE_FITS;
    ChainRule named = ChainRule.PURPOSE_IS_NAMED;
    if (!certificate.has(Extension.extendedKeyUsage)) {
      findings.add(fits, Outcome.HOLDS, "It has none, so it is not restricted.");
      findings.add(named, Outcome.BROKEN, certificate, "has no extKeyUsage");
      return;
    }
    boolean names = Purposes.name(certificate.extendedKeyUsage(), purpose);
    String missing = "has an extKeyUsage that does not list " + purpose.inWords();
    if (names) {
      findings.add(named, Outcome.HOLDS, "It names " + purpose.inWords() + ".");
      findings.add(fits, Outcome.HOLDS, "It names " + purpose.inWords() + ".");
    } else if (Purposes.allow(certificate.extendedKeyUsage(), purpose)) {
      findings.add(named, Outcome.BROKEN, certificate, "allows any use and names none");
      findings.add(fits, Outcome.HOLDS, "It allows any use.");
    } else {
      findings.add(named, Outcome.BROKEN, certificate, missing);
      findings.add(fits, Outcome.BROKEN, certificate, missing);
    }
  }

  private static void keyUsage(SentCertificate certificate, Findings findings) {
    ChainRule rule = ChainRule.KEY_USAGE_FITS;
    if (!certificate.has(Extension.keyUsage)) {
      findings.add(rule, Outcome.HOLDS, "It has none, so it is not restricted.");
    } else if (certificate
        .keyUsage()
        .filter(usage -> usage.hasUsages(KeyUsage.digitalSignature))
        .isPresent()) {
      findings.add(rule, Outcome.HOLDS, "It allows digitalSignature.");
    } else {
      findings.add(
          rule, Outcome.BROKEN, certificate, "has a keyUsage that does not allow digitalSignature");
    }
  }
}
