package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.pki.KeyBlocklist;
import io.github.tlsgauntlet.probe.Weakness.Exposure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** RSA keys of a chain that stand in a list of keys which others know (CVE-2008-0166). */
final class KnownKeys {
  private KnownKeys() {}

  /**
   * Judges by lists of the user's.
   *
   * @param given empty where the user gave none: none can be shipped
   */
  static Weakness weakness(List<ChainFacts> chains, Optional<KeyBlocklist> given) {
    if (given.isEmpty()) {
      return told(Exposure.UNTOLD, "Not asked: give --weak-keys.");
    }
    if (chains.isEmpty()) {
      return told(Exposure.UNTOLD, "No chain was seen.");
    }
    KeyBlocklist list = given.get();
    List<String> found =
        chains.stream()
            .flatMap(chain -> chain.certificates().stream())
            .filter(one -> list.has(one.encoded()).orElse(false))
            .map(CertificateFacts::subject)
            .distinct()
            .toList();
    return found.isEmpty()
        ? told(
            Exposure.SAFE,
            String.format(
                Locale.ROOT,
                "No RSA key of its chain is among the %,d of the lists given.",
                list.size()))
        : told(
            Exposure.VULNERABLE,
            "A list given has the key of "
                + String.join(" and that of ", found)
                + ": others hold its private half.");
  }

  private static Weakness told(Exposure exposure, String detail) {
    return new Weakness("debian-weak-key", "weak key of Debian", "CVE-2008-0166", exposure, detail);
  }
}
