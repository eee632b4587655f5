package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.suite.conformance.Combination;
import io.github.tlsgauntlet.wire.WireException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Key shares that no peer should take, and offers that settle how keys are exchanged. */
final class Shares {
  private static final int X25519_BYTES = 32;
  private static final int X448_BYTES = 56;
  private static final BigInteger X25519_PRIME =
      BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger X448_PRIME =
      BigInteger.TWO.pow(448).subtract(BigInteger.TWO.pow(224)).subtract(BigInteger.ONE);

  /** The two u-coordinates of order 8 on Curve25519. */
  private static final List<String> ORDER_EIGHT =
      List.of(
          "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
          "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157");

  private Shares() {}

  static boolean isNist(Combination combination) {
    return isNamed(combination, "secp");
  }

  static boolean isMontgomery(Combination combination) {
    return combination.group().filter(Shares::isMontgomery).isPresent();
  }

  private static boolean isMontgomery(NamedGroup group) {
    return group.equals(NamedGroup.X25519) || group.equals(NamedGroup.X448);
  }

  static boolean isField(Combination combination) {
    return isNamed(combination, "ffdhe");
  }

  static boolean isHybrid(Combination combination) {
    return combination.group().filter(one -> one.toString().contains("MLKEM")).isPresent();
  }

  private static boolean isNamed(Combination combination, String start) {
    return combination
        .group()
        .map(Object::toString)
        .filter(name -> name.startsWith(start) && !name.contains("MLKEM"))
        .isPresent();
  }

  /** What our client offers by itself, as far as it is so. */
  static List<CipherSuite> suites(Predicate<CipherSuiteParameters> which) {
    return ClientSettings.builder().build().cipherSuites().stream()
        .filter(suite -> CipherSuiteParameters.of(suite).filter(which).isPresent())
        .toList();
  }

  /** Another key exchange in each share of the first ClientHello. */
  static Script edited(UnaryOperator<byte[]> edit) {
    return Scripts.hello(
        hello ->
            Hellos.with(
                    Extensions.keyShares(
                        of(hello).stream()
                            .map(
                                share ->
                                    new Extensions.KeyShare(
                                        share.group(), edit.apply(share.keyExchange().clone())))
                            .toList()))
                .apply(hello));
  }

  static List<Extensions.KeyShare> of(ClientHello hello) {
    try {
      return Extensions.readKeyShares(hello.extension(ExtensionType.KEY_SHARE).orElseThrow());
    } catch (WireException e) {
      throw new IllegalStateException("our own ClientHello does not decode", e);
    }
  }

  /** A right share of this group. */
  static Extensions.KeyShare fresh(NamedGroup group) {
    return new Extensions.KeyShare(
        group, KeyExchangeGroup.of(group).orElseThrow().initiate(new SecureRandom()).share());
  }

  static byte[] flipped(byte[] share) {
    byte[] other = share.clone();
    other[other.length - 1] ^= 1;
    return other;
  }

  static byte[] shorter(byte[] share) {
    return Arrays.copyOf(share, share.length - 1);
  }

  static byte[] longer(byte[] share) {
    return Arrays.copyOf(share, share.length + 1);
  }

  /** The same point as X9.62 compresses it. */
  static byte[] compressed(byte[] point) {
    int field = (point.length - 1) / 2;
    byte[] other = Arrays.copyOf(point, 1 + field);
    other[0] = (byte) (2 + (point[point.length - 1] & 1));
    return other;
  }

  /** The form byte of an uncompressed point, and zeros. */
  static byte[] zeroPoint(byte[] point) {
    byte[] other = new byte[point.length];
    other[0] = point[0];
    return other;
  }

  /** Shares whose secret is zero whatever the other side draws (RFC 7748, Section 6), by name. */
  static Map<String, byte[]> ofSmallOrder(int length) {
    BigInteger prime = length == X25519_BYTES ? X25519_PRIME : X448_PRIME;
    Map<String, byte[]> shares = new LinkedHashMap<>();
    shares.put("0", littleEndian(BigInteger.ZERO, length));
    shares.put("1", littleEndian(BigInteger.ONE, length));
    shares.put("p - 1", littleEndian(prime.subtract(BigInteger.ONE), length));
    shares.put("p", littleEndian(prime, length));
    shares.put("p + 1", littleEndian(prime.add(BigInteger.ONE), length));
    if (length == X25519_BYTES) {
      ORDER_EIGHT.forEach(
          hex -> shares.put("of order 8, " + hex.substring(0, 4), HexFormat.of().parseHex(hex)));
    }
    return shares;
  }

  /** How long the shares of a Montgomery curve are, in bytes. */
  static int length(NamedGroup group) {
    return group.equals(NamedGroup.X25519) ? X25519_BYTES : X448_BYTES;
  }

  private static byte[] littleEndian(BigInteger value, int length) {
    byte[] bytes = new byte[length];
    byte[] big = value.toByteArray();
    for (int i = 0; i < big.length && i < length; i++) {
      bytes[i] = big[big.length - 1 - i];
    }
    return bytes;
  }

  /** Public values out of the range from 2 to p - 2, by name. */
  static Map<String, BigInteger> outOfRange(BigInteger prime) {
    Map<String, BigInteger> values = new LinkedHashMap<>();
    values.put("0", BigInteger.ZERO);
    values.put("1", BigInteger.ONE);
    values.put("p - 1", prime.subtract(BigInteger.ONE));
    values.put("p", prime);
    return values;
  }

  /** Big-endian, as many bytes as asked for. */
  static byte[] bytes(BigInteger value, int length) {
    byte[] big = value.toByteArray();
    byte[] bytes = new byte[length];
    int from = Math.max(0, big.length - length);
    System.arraycopy(big, from, bytes, length - (big.length - from), big.length - from);
    return bytes;
  }
}
