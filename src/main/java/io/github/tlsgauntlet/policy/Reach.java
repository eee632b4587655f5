package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.CertificateFacts;
import io.github.tlsgauntlet.probe.ChainFacts;
import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.ArrayList;
import java.util.List;

/** Which of the certificates that a server sends a rule is about. */
public enum Reach {
  /** The server's own. */
  LEAF,
  /** All but roots, whose own signature nobody checks. */
  CHAIN;

  /**
   * A certificate, and what to call it.
   *
   * @param name {@code the server's certificate} or {@code certificate N} of the chain
   * @param facts what is known of it
   */
  record Seen(String name, CertificateFacts facts) {}

  /** The certificates; what keeps them from being seen goes to the tally. */
  List<Seen> certificates(ServerFacts facts, Tally tally) {
    List<Seen> seen = new ArrayList<>();
    if (facts.chains().isEmpty()) {
      tally.untold("the server's certificate");
    }
    for (ChainFacts chain : facts.chains()) {
      List<CertificateFacts> sent = chain.certificates();
      if (sent.isEmpty() || this == CHAIN && chain.unreadable() > 0) {
        tally.untold("a certificate that cannot be read");
      }
      int last = this == LEAF ? Math.min(1, sent.size()) : sent.size();
      for (int i = 0; i < last; i++) {
        CertificateFacts one = sent.get(i);
        if (i == 0 || !one.subject().equals(one.issuer())) {
          seen.add(new Seen(i == 0 ? "the server's certificate" : "certificate " + (i + 1), one));
        }
      }
    }
    return seen;
  }

  String clause() {
    return this == CHAIN ? " in every certificate of the chain" : " in the server's certificate";
  }
}
