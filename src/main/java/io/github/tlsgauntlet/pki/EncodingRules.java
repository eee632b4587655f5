package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.util.List;
import java.util.Optional;

/** The rule about the octets of everything that was sent. */
final class EncodingRules {
  private EncodingRules() {}

  static void judge(
      List<byte[]> certificates, List<Optional<SentCertificate>> read, Findings findings) {
    ChainRule rule = ChainRule.CERTIFICATES_ARE_DER;
    if (certificates.isEmpty()) {
      findings.add(rule, Outcome.BROKEN, "The list holds no certificate.");
    }
    for (int i = 0; i < certificates.size(); i++) {
      Optional<String> problem = problem(certificates.get(i), read.get(i));
      if (problem.isPresent()) {
        findings.add(
            rule,
            Outcome.BROKEN,
            i,
            "Certificate " + (i + 1) + " of " + certificates.size() + ": " + problem.get() + ".");
      }
    }
    findings.add(
        rule,
        Outcome.HOLDS,
        certificates.size() == 1 ? "It does." : "All " + certificates.size() + " are.");
  }

  private static Optional<String> problem(byte[] encoded, Optional<SentCertificate> read) {
    return StrictDer.problem(encoded)
        .or(
            () ->
                read.isPresent()
                    ? Optional.empty()
                    : Optional.of("it is DER, but no certificate that can be read"));
  }
}
