package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;
import java.util.Optional;

/**
 * No signatures on certificates that rest on these hash functions.
 *
 * @param hashes of md2, md5, sha1
 * @param reach on which certificates
 */
public record ForbiddenSignatures(List<String> hashes, Reach reach) implements Demand {
  public ForbiddenSignatures {
    hashes = List.copyOf(hashes);
  }

  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    for (Reach.Seen one : reach.certificates(facts, tally)) {
      String signature = one.facts().signatureAlgorithm();
      Optional<String> hash = SignatureNames.hash(signature);
      if (hash.isEmpty()) {
        tally.untold(
            "the hash of the signature on "
                + one.name()
                + (signature.isEmpty() ? "" : " (" + signature + ")"));
      } else {
        tally.add(!hashes.contains(hash.get()), signature + " on " + one.name());
      }
    }
    return tally.ruling("sends no certificates");
  }

  @Override
  public String wants() {
    return "no signature with " + String.join(" or ", hashes) + reach.clause();
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("signature", "certificate");
  }
}
