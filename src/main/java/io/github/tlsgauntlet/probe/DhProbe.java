package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.probe.KeyExchangeParameters.DiffieHellman;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the finite fields are that a server was seen to use. */
final class DhProbe {
  private static final int CERTAINTY = 20;
  private static final int MOST_BITS = 8192;

  private DhProbe() {}

  static List<DhFacts> facts(List<DiffieHellman> seen) {
    Map<List<BigInteger>, List<BigInteger>> values = new LinkedHashMap<>();
    for (DiffieHellman one : seen) {
      values
          .computeIfAbsent(List.of(one.prime(), one.generator()), any -> new ArrayList<>())
          .add(one.publicValue());
    }
    List<DhFacts> facts = new ArrayList<>();
    values.forEach(
        (group, publicValues) -> {
          Set<BigInteger> different = new HashSet<>(publicValues);
          String known = KnownPrimes.name(group.get(0));
          facts.add(
              new DhFacts(
                  group.get(0),
                  group.get(1),
                  known,
                  safe(group.get(0)),
                  publicValues.size() < 2
                      ? Answer.UNTOLD
                      : different.size() < publicValues.size() ? Answer.YES : Answer.NO));
        });
    return facts;
  }

  private static Answer safe(BigInteger prime) {
    if (KnownPrimes.isSafe(prime)) {
      return Answer.YES;
    }
    if (prime.bitLength() > MOST_BITS || prime.signum() <= 0) {
      return Answer.UNTOLD;
    }
    return prime.isProbablePrime(CERTAINTY) && prime.shiftRight(1).isProbablePrime(CERTAINTY)
        ? Answer.YES
        : Answer.NO;
  }
}
