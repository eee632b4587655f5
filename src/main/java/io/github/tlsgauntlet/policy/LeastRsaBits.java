package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.probe.ServerFacts;
import java.util.List;

/**
 * How long RSA keys of certificates are to be.
 *
 * @param bits at least
 * @param reach in which certificates
 */
public record LeastRsaBits(int bits, Reach reach) implements Demand {
  @Override
  public Ruling judge(ServerFacts facts) {
    Tally tally = new Tally();
    for (Reach.Seen one : reach.certificates(facts, tally)) {
      if (KeyKinds.isUnknown(one.facts())
          || KeyKinds.isRsa(one.facts()) && one.facts().keyBits() <= 0) {
        tally.untold("the key of " + one.name());
      } else if (KeyKinds.isRsa(one.facts())) {
        tally.add(
            one.facts().keyBits() >= bits,
            "RSA " + one.facts().keyBits() + " bits in " + one.name());
      }
    }
    return tally.ruling("no certificate with an RSA key");
  }

  @Override
  public String wants() {
    return "RSA keys of at least " + bits + " bits" + reach.clause();
  }

  @Override
  public List<String> topics(ServerFacts facts, Wishes wishes) {
    return List.of("rsa-key", "certificate");
  }
}
