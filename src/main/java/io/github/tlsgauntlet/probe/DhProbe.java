package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.probe.KeyExchangeParameters.DiffieHellman;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;

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
          String known = known(group.get(0));
          facts.add(
              new DhFacts(
                  group.get(0),
                  group.get(1),
                  known,
                  known.isEmpty() ? safe(group.get(0)) : Answer.YES,
                  publicValues.size() < 2
                      ? Answer.UNTOLD
                      : different.size() < publicValues.size() ? Answer.YES : Answer.NO));
        });
    return facts;
  }

  private static Answer safe(BigInteger prime) {
    if (prime.bitLength() > MOST_BITS || prime.signum() <= 0) {
      return Answer.UNTOLD;
    }
    return prime.isProbablePrime(CERTAINTY) && prime.shiftRight(1).isProbablePrime(CERTAINTY)
        ? Answer.YES
        : Answer.NO;
  }

  private static String known(BigInteger prime) {
    for (Map.Entry<String, DHParameters> one : Published.GROUPS.entrySet()) {
      if (one.getValue().getP().equals(prime)) {
        return one.getKey();
      }
    }
    return "";
  }

  /** Loaded only when a server uses a finite field. */
  private static final class Published {
    private static final Map<String, DHParameters> GROUPS = groups();

    private static Map<String, DHParameters> groups() {
      Map<String, DHParameters> groups = new LinkedHashMap<>();
      groups.put("RFC 2409, group 1 (768 bits)", DHStandardGroups.rfc2409_768);
      groups.put("RFC 2409, group 2 (1024 bits)", DHStandardGroups.rfc2409_1024);
      groups.put("RFC 3526, group 5 (1536 bits)", DHStandardGroups.rfc3526_1536);
      groups.put("RFC 3526, group 14 (2048 bits)", DHStandardGroups.rfc3526_2048);
      groups.put("RFC 3526, group 15 (3072 bits)", DHStandardGroups.rfc3526_3072);
      groups.put("RFC 3526, group 16 (4096 bits)", DHStandardGroups.rfc3526_4096);
      groups.put("RFC 3526, group 17 (6144 bits)", DHStandardGroups.rfc3526_6144);
      groups.put("RFC 3526, group 18 (8192 bits)", DHStandardGroups.rfc3526_8192);
      groups.put("ffdhe2048", DHStandardGroups.rfc7919_ffdhe2048);
      groups.put("ffdhe3072", DHStandardGroups.rfc7919_ffdhe3072);
      groups.put("ffdhe4096", DHStandardGroups.rfc7919_ffdhe4096);
      groups.put("ffdhe6144", DHStandardGroups.rfc7919_ffdhe6144);
      groups.put("ffdhe8192", DHStandardGroups.rfc7919_ffdhe8192);
      return groups;
    }
  }
}
