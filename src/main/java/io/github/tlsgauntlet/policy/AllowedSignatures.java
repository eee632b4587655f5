package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;

/**
 * No signatures on certificates but these.
 *
 * @param signatures such as SHA256withECDSA
 * @param reach on which certificates
 */
public record AllowedSignatures(List<String> signatures, Reach reach) implements Demand {
  public AllowedSignatures {
    signatures = List.copyOf(signatures);
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    List<String> known = signatures.stream().map(SignatureNames::normal).toList();
    for (Reach.Seen one : reach.certificates(facts, tally)) {
      String signature = one.facts().signatureAlgorithm();
      if (signature.isEmpty()) {
        tally.untold("the signature on " + one.name());
      } else {
        tally.add(
            known.contains(SignatureNames.normal(signature)), signature + " on " + one.name());
      }
    }
    return tally.ruling("sends no certificates");
  }

  @Override
  public String wants() {
    return "a signature by " + String.join(" or ", signatures) + reach.clause();
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("signature", "certificate");
  }
}
