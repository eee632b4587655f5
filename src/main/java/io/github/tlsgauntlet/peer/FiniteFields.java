package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.NamedGroup;
import java.math.BigInteger;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.bouncycastle.util.BigIntegers;

/** The primes of RFC 7919, for a TLS 1.2 server that sends them in full. */
final class FiniteFields {
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
}
