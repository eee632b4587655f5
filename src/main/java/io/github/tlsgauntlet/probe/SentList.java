package io.github.tlsgauntlet.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells what a list of certificates holds besides what is needed. */
final class SentList {
  private SentList() {}

  /**
   * Looks at a list.
   *
   * @param sent in DER
   * @param path from the server's own certificate up, in DER
   * @param trusted whether the path ends at a trust anchor; otherwise nothing is known to be
   *     unneeded
   */
  static ListFacts facts(List<byte[]> sent, List<byte[]> path, boolean trusted) {
    List<Integer> duplicates = new ArrayList<>();
    List<Integer> roots = new ArrayList<>();
    List<Integer> unneeded = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      byte[] one = sent.get(i);
      boolean root = i > 0 && isRoot(one);
      if (contains(sent.subList(0, i), one)) {
        duplicates.add(i + 1);
      } else if (root) {
        roots.add(i + 1);
      }
      if (trusted && !root && !contains(path, one)) {
        unneeded.add(i + 1);
      }
    }
    return new ListFacts(duplicates, roots, unneeded);
  }

  private static boolean contains(List<byte[]> among, byte[] one) {
    return among.stream().anyMatch(other -> Arrays.equals(one, other));
  }

  private static boolean isRoot(byte[] encoded) {
    return Certificates.x509(encoded)
        .filter(
            one ->
                one.getBasicConstraints() >= 0
                    && one.getSubjectX500Principal().equals(one.getIssuerX500Principal()))
        .isPresent();
  }
}
