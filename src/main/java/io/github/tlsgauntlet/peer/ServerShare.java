package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import io.github.tlsgauntlet.wire.WireWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * A ServerKeyExchange before TLS 1.3: ECDHE (RFC 8422, Section 5.4) or DHE (RFC 5246, Section
 * 7.4.3).
 *
 * @param parameters the signed bytes
 * @param group the named group; empty for DHE with a prime of the server's
 * @param field the group of RFC 7919 that the prime and the generator are; empty for others
 * @param exchange where the share lives; empty for a group that we do not speak
 * @param share the server's
 * @param scheme of the signature; empty without one, and before TLS 1.2
 * @param signature over randoms and parameters
 */
record ServerShare(
    byte[] parameters,
    Optional<NamedGroup> group,
    Optional<NamedGroup> field,
    Optional<KeyExchangeGroup> exchange,
    byte[] share,
    Optional<SignatureScheme> scheme,
    byte[] signature) {
  private static final int NAMED_CURVE = 3;
  private static final int MOST_PRIME_BYTES = 2048;

  /** A client's answer. */
  record Answer(byte[] share, byte[] secret) {}

  /** How a ServerKeyExchange is laid out. */
  record Layout(boolean hint, boolean curve, boolean signed, boolean scheme) {}

  static ServerShare read(byte[] body, WireReader reader, Layout layout) throws WireException {
    if (layout.hint()) {
      reader.vector16();
    }
    int start = body.length - reader.remaining();
    boolean curve = layout.curve();
    Optional<NamedGroup> group = Optional.empty();
    Optional<NamedGroup> field = Optional.empty();
    Optional<KeyExchangeGroup> exchange;
    byte[] share;
    if (curve) {
      int type = reader.uint8();
      if (type != NAMED_CURVE) {
        throw new WireException(WireException.Kind.OUT_OF_RANGE, "curve_type is " + type);
      }
      group = Optional.of(new NamedGroup(reader.uint16()));
      exchange = group.flatMap(KeyExchangeGroup::of);
      share = reader.vector8().rest();
    } else {
      byte[] p = reader.vector16().rest();
      byte[] g = reader.vector16().rest();
      share = reader.vector16().rest();
      if (p.length == 0 || p.length > MOST_PRIME_BYTES || new BigInteger(1, p).bitLength() < 2) {
        throw new WireException(WireException.Kind.OUT_OF_RANGE, "dh_p has " + p.length + " bytes");
      }
      BigInteger prime = new BigInteger(1, p);
      BigInteger generator = new BigInteger(1, g);
      field = FiniteFields.named(prime, generator);
      exchange = Optional.of(KeyExchangeGroup.finiteField(prime, generator));
    }
    byte[] parameters = Arrays.copyOfRange(body, start, body.length - reader.remaining());
    Optional<SignatureScheme> scheme = Optional.empty();
    byte[] signature = new byte[0];
    if (layout.signed()) {
      if (layout.scheme()) {
        scheme = Optional.of(new SignatureScheme(reader.uint16()));
      }
      signature = reader.vector16().rest();
    }
    reader.end("ServerKeyExchange");
    return new ServerShare(parameters, group, field, exchange, share, scheme, signature);
  }

  static byte[] curveParameters(NamedGroup group, byte[] share) {
    return WireWriter.write(
        w -> w.uint8(NAMED_CURVE).uint16(group.code()).vector8(v -> v.bytes(share)));
  }

  static byte[] fieldParameters(byte[] p, byte[] g, byte[] share) {
    return WireWriter.write(
        w -> w.vector16(v -> v.bytes(p)).vector16(v -> v.bytes(g)).vector16(v -> v.bytes(share)));
  }

  Answer answer(SecureRandom random) throws CryptoException {
    KeyExchangeGroup known =
        exchange.orElseThrow(
            () ->
                new CryptoException(
                    CryptoException.Kind.BAD_SHARE, "The server chose a group we do not speak"));
    KeyExchangeGroup.Response response = known.respond(share, random);
    return new Answer(response.share(), response.secret());
  }
}
