package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.NamedGroup;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.bouncycastle.util.BigIntegers;

/** The primes of RFC 7919, which a TLS 1.2 server sends in full. */
final class FiniteFields {
  private static final List<NamedGroup> ALL =
      List.of(
          NamedGroup.FFDHE2048,
          NamedGroup.FFDHE3072,
          NamedGroup.FFDHE4096,
          NamedGroup.FFDHE6144,
          NamedGroup.FFDHE8192);

  private FiniteFields() {}

  /** A prime and its generator. */
  record Parameters(BigInteger prime, BigInteger generator) {
    byte[] primeBytes() {
      return BigIntegers.asUnsignedByteArray(prime);
    }

    byte[] generatorBytes() {
      return BigIntegers.asUnsignedByteArray(generator);
    }
  }

  static Parameters of(NamedGroup group) {
    DHParameters known =
        switch (group.code()) {
          case 257 -> DHStandardGroups.rfc7919_ffdhe3072;
          case 258 -> DHStandardGroups.rfc7919_ffdhe4096;
          case 259 -> DHStandardGroups.rfc7919_ffdhe6144;
          case 260 -> DHStandardGroups.rfc7919_ffdhe8192;
          default -> DHStandardGroups.rfc7919_ffdhe2048;
        };
    return new Parameters(known.getP(), known.getG());
  }

  /** The group that a server of TLS 1.2 means by a prime and a generator. */
  static Optional<NamedGroup> named(BigInteger prime, BigInteger generator) {
    return ALL.stream()
        .filter(group -> of(group).equals(new Parameters(prime, generator)))
        .findFirst();
  }
}
