package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What a ServerKeyExchange holds (RFC 5246, Section 7.4.3; RFC 8422, Section 5.4; RFC 4279).
 *
 * @param group the curve; empty for a finite field, or for a curve given by its parameters
 * @param dh the finite field and public value
 * @param rsaBits the size of an export suite's RSA key; 0 where there is none
 * @param scheme what it is signed with (TLS 1.2)
 */
record KeyExchangeParameters(
    Optional<NamedGroup> group,
    Optional<DiffieHellman> dh,
    int rsaBits,
    Optional<SignatureScheme> scheme) {
  private static final int NAMED_CURVE = 3;

  /** A finite field and a public value in it. */
  record DiffieHellman(BigInteger prime, BigInteger generator, BigInteger publicValue) {}

  /** Empty where it cannot be read, or the suite's form is not known. */
  static Optional<KeyExchangeParameters> read(
      byte[] body, CipherSuite suite, boolean signsByScheme) {
    Optional<SuiteTraits> traits = SuiteTraits.of(suite);
    if (traits.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(WireReader.of(body), traits.get(), signsByScheme));
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  private static KeyExchangeParameters read(
      WireReader reader, SuiteTraits traits, boolean signsByScheme) throws WireException {
    if (traits.authentication().contains("PSK")) {
      reader.vector16();
    }
    Optional<NamedGroup> group = Optional.empty();
    Optional<DiffieHellman> dh = Optional.empty();
    int rsaBits = 0;
    switch (traits.keyExchange()) {
      case "ECDHE", "ECDH" -> {
        if (reader.uint8() != NAMED_CURVE) {
          return new KeyExchangeParameters(group, dh, rsaBits, Optional.empty());
        }
        group = Optional.of(new NamedGroup(reader.uint16()));
        reader.vector8();
      }
      case "DHE", "DH" ->
          dh =
              Optional.of(
                  new DiffieHellman(
                      new BigInteger(1, reader.vector16().rest()),
                      new BigInteger(1, reader.vector16().rest()),
                      new BigInteger(1, reader.vector16().rest())));
      case "RSA" -> {
        rsaBits = new BigInteger(1, reader.vector16().rest()).bitLength();
        reader.vector16();
      }
      default -> {
        return new KeyExchangeParameters(group, dh, rsaBits, Optional.empty());
      }
    }
    Optional<SignatureScheme> scheme =
        signsByScheme && reader.remaining() > 2 && !traits.anonymous()
            ? Optional.of(new SignatureScheme(reader.uint16()))
            : Optional.empty();
    return new KeyExchangeParameters(group, dh, rsaBits, scheme);
  }

  String inWords() {
    if (group.isPresent()) {
      return group.get().toString();
    }
    if (dh.isPresent()) {
      return "DH " + dh.get().prime().bitLength() + " bits";
    }
    return rsaBits > 0 ? "RSA " + rsaBits + " bits" : "";
  }

  int bits() {
    return group
        .map(Groups::bits)
        .or(() -> dh.map(found -> found.prime().bitLength()))
        .orElse(rsaBits);
  }
}
