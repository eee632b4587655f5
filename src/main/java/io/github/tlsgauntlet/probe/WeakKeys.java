package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.pki.RsaWeakness;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import java.util.ArrayList;
import java.util.List;

/** Keys of a chain whose private half anyone can find. */
final class WeakKeys {
  private static final String REFERENCE = "CVE-2022-26320";

  private WeakKeys() {}

  static Weakness weakness(List<ChainFacts> chains) {
    if (chains.isEmpty()) {
      return told(Exposure.UNTOLD, "No chain was seen.");
    }
    List<String> found = new ArrayList<>();
    for (ChainFacts chain : chains) {
      for (CertificateFacts one : chain.certificates()) {
        RsaWeakness.of(one.encoded())
            .map(words -> "The key of " + one.subject() + " can be found: " + words + ".")
            .filter(words -> !found.contains(words))
            .ifPresent(found::add);
      }
    }
    return found.isEmpty()
        ? told(Exposure.SAFE, "No RSA key of its chain has such a fault.")
        : told(Exposure.VULNERABLE, String.join(" ", found));
  }

  private static Weakness told(Exposure exposure, String detail) {
    return new Weakness("weak-key", "key that can be found", REFERENCE, exposure, detail);
  }
}
