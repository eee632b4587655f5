package io.github.tlsgauntlet.pki;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.AlgorithmNameFinder;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;

/** What people call signature algorithms. */
final class AlgorithmNames {
  private static final AlgorithmNameFinder FINDER = new DefaultAlgorithmNameFinder();

  private AlgorithmNames() {}

  static String of(AlgorithmIdentifier algorithm) {
    try {
      return FINDER.getAlgorithmName(algorithm).replace("WITH", " with ").replace("AND", " and ");
    } catch (RuntimeException e) {
      // Parameters that don't decode make Bouncy Castle throw, unchecked.
      return algorithm.getAlgorithm().getId();
    }
  }
}
