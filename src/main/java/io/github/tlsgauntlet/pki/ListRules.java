package io.github.tlsgauntlet.pki;

import io.github.tlsgauntlet.pki.PathFinding.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules about what is sent, and in which order. */
final class ListRules {
  private ListRules() {}

  static List<PathFinding> comesFirst(List<SentCertificate> sent) {
    SentCertificate first = sent.get(0);
    Optional<SentCertificate> below =
        sent.stream()
            .skip(1)
            .filter(other -> !other.isSame(first) && !other.isSelfIssued())
            .filter(other -> !other.isAuthority() && other.issuer().equals(first.subject()))
            .findFirst();
    boolean wrong = first.isAuthority() && below.isPresent();
    return List.of(
        new PathFinding(
            ChainRule.END_ENTITY_CERTIFICATE_COMES_FIRST,
            wrong ? Outcome.BROKEN : Outcome.HOLDS,
            wrong
                ? "The first is the CA "
                    + first.inWords()
                    + ", and it issued "
                    + below.get().inWords()
                    + " further down."
                : "The first is " + first.inWords() + "."));
  }

  static List<PathFinding> inOrder(List<SentCertificate> sent) {
    List<String> out = new ArrayList<>();
    for (int i = 1; i < sent.size(); i++) {
      if (!sent.get(i).subject().equals(sent.get(i - 1).issuer())) {
        out.add(sent.get(i).inWords());
      }
    }
    return List.of(
        new PathFinding(
            ChainRule.CHAIN_IS_IN_ORDER,
            out.isEmpty() ? Outcome.HOLDS : Outcome.BROKEN,
            out.isEmpty()
                ? "Each certifies the one before it."
                : String.join("; ", out.subList(0, Math.min(3, out.size())))
                    + " did not issue the certificate before it."));
  }

  /**
   * No path: either the list stops short of a CA, and an intermediate is missing, or it goes up to a
   * CA that nobody here trusts. A list of an end entity alone whose issuer is not sent is taken for
   * the first.
   */
  static List<PathFinding> noPath(List<SentCertificate> chain, Question question) {
    SentCertificate top = chain.get(chain.size() - 1);
    boolean incomplete = !top.isAuthority() && !top.isSelfIssued();
    if (incomplete) {
      return List.of(
          new PathFinding(
              ChainRule.CHAIN_IS_COMPLETE,
              Outcome.BROKEN,
              top.inWords()
                  + " was issued by "
                  + top.issuer()
                  + ", whose certificate was not sent and is no trust anchor."),
          new PathFinding(
              ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR,
              Outcome.UNTOLD,
              "The chain is incomplete, so it cannot be told where it would lead."));
    }
    String anchors = question.trustAnchors().size() + " trust anchors";
    return List.of(
        new PathFinding(
            ChainRule.CHAIN_IS_COMPLETE,
            Outcome.HOLDS,
            "It goes up to " + top.inWords() + "."),
        new PathFinding(
            ChainRule.PATH_ENDS_AT_A_TRUST_ANCHOR,
            Outcome.BROKEN,
            top.isSelfIssued()
                ? top.inWords() + " certifies itself and is none of the " + anchors + "."
                : top.inWords()
                    + " was issued by "
                    + top.issuer()
                    + ", which is none of the "
                    + anchors
                    + "."));
  }
}
