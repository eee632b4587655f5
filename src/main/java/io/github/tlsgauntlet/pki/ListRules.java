package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules about what is sent, in which order, and where it leads. */
final class ListRules {
  private static final int MOST_NAMED = 3;

  private ListRules() {}

  static void judge(
      List<SentCertificate> sent, CertificatePath path, Question question, Findings findings) {
    endEntityFirst(sent, findings);
    order(path, findings);
    superfluous(sent, path, findings);
    if (path.anchor().isPresent()) {
      findings.add(
          ChainRule.CHAIN_IS_COMPLETE,
          Outcome.HOLDS,
          "Nothing is missing between the end entity and a trust anchor.");
      findings.add(
          ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR,
          Outcome.HOLDS,
          "A path leads to " + path.anchor().get().inWords() + ".");
    } else {
      nowhere(sent, path, question, findings);
    }
  }

  private static void endEntityFirst(List<SentCertificate> sent, Findings findings) {
    SentCertificate first = sent.get(0);
    Optional<SentCertificate> other =
        sent.stream()
            .skip(1)
            .filter(candidate -> !candidate.isAuthority() && !candidate.isSame(first))
            .findFirst();
    if (first.isAuthority() && other.isPresent()) {
      findings.add(
          ChainRule.END_ENTITY_CERTIFICATE_COMES_FIRST,
          Outcome.BROKEN,
          first,
          "comes first and is a CA's; the end-entity certificate "
              + other.get().inWords()
              + " is further down");
    } else {
      findings.add(
          ChainRule.END_ENTITY_CERTIFICATE_COMES_FIRST,
          Outcome.HOLDS,
          "The first is " + first.inWords() + ".");
    }
  }

  private static void order(CertificatePath path, Findings findings) {
    ChainRule rule = ChainRule.CHAIN_IS_IN_ORDER;
    for (int i = 1; i < path.certificates().size(); i++) {
      SentCertificate issuer = path.certificates().get(i);
      if (issuer.index().orElse(-1) != i) {
        findings.add(
            rule,
            Outcome.BROKEN,
            issuer,
            "belongs in place " + (i + 1) + " and is in place " + (issuer.index().orElse(-1) + 1));
      }
    }
    findings.add(rule, Outcome.HOLDS, "Each certifies the one before it.");
  }

  private static void superfluous(
      List<SentCertificate> sent, CertificatePath path, Findings findings) {
    List<String> names = new ArrayList<>();
    List<SentCertificate> needed = new ArrayList<>(path.whole());
    for (SentCertificate certificate : sent) {
      if (!needed.removeIf(certificate::isSame) && !endsPath(certificate, path)) {
        names.add(certificate.inWords());
      }
    }
    ChainRule rule = ChainRule.NOTHING_IS_SUPERFLUOUS;
    if (path.anchor().isEmpty()) {
      findings.add(rule, Outcome.NOT_APPLICABLE, "Without a path nothing is known to be needed.");
    } else if (names.isEmpty()) {
      findings.add(rule, Outcome.HOLDS, "Everything that was sent is of use.");
    } else {
      findings.add(
          rule,
          Outcome.BROKEN,
          names.size()
              + " of "
              + sent.size()
              + " are of no use: "
              + String.join("; ", names.subList(0, Math.min(MOST_NAMED, names.size())))
              + (names.size() > MOST_NAMED ? "; …" : "")
              + ".");
    }
  }

  /** The root may be sent along, also in another certificate for the same name and key. */
  private static boolean endsPath(SentCertificate certificate, CertificatePath path) {
    return path.anchor()
        .filter(anchor -> !anchor.isSame(certificate) && anchor.isSameAuthority(certificate))
        .isPresent();
  }

  /**
   * Where a chain ends without a trust anchor: either an intermediate is missing, or it leads to an
   * authority that is not trusted here. Both look alike where the last certificate is a CA that
   * another issued; then it is told only that no anchor was reached.
   */
  private static void nowhere(
      List<SentCertificate> sent, CertificatePath path, Question question, Findings findings) {
    SentCertificate top = path.top();
    String anchors =
        switch (question.trustAnchors().size()) {
          case 0 -> "no certificate is trusted here";
          case 1 -> "the one trust anchor is another";
          default -> "none of the " + question.trustAnchors().size() + " trust anchors is it";
        };
    if (top.isSelfIssued()) {
      findings.add(
          ChainRule.CHAIN_IS_COMPLETE, Outcome.HOLDS, "It goes up to " + top.inWords() + ".");
      findings.add(
          ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR,
          Outcome.BROKEN,
          top,
          "certifies itself, and " + anchors);
      return;
    }
    boolean gap =
        !top.isAuthority()
            || sent.stream()
                .anyMatch(other -> other.isSelfIssued() && !path.certificates().contains(other));
    String issuer = DistinguishedNames.inWords(top.issuer());
    if (gap) {
      findings.add(
          ChainRule.CHAIN_IS_COMPLETE,
          Outcome.BROKEN,
          top,
          "was issued by " + issuer + ", which was not sent and is no trust anchor");
      findings.add(
          ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR,
          Outcome.UNTOLD,
          "The chain breaks off, so it can't be told where it would lead.");
    } else {
      findings.add(
          ChainRule.CHAIN_IS_COMPLETE,
          Outcome.UNTOLD,
          top,
          "was issued by "
              + issuer
              + ": a root that is not trusted here, or one more intermediate");
      findings.add(
          ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR,
          Outcome.BROKEN,
          top,
          "was issued by " + issuer + ", and " + anchors);
    }
  }
}
