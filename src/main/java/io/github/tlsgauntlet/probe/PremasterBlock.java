package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientKeyExchange;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/** What is wrong with the block of PKCS #1 that holds a premaster secret before its encryption. */
enum PremasterBlock {
  /** Nothing. */
  RIGHT,
  /** It doesn't begin with 00 02. */
  WRONG_START,
  /** The zero that ends the padding comes too early. */
  ZERO_MISPLACED,
  /** There is no zero that ends the padding. */
  ZERO_MISSING,
  /** The premaster secret begins with a version that nobody offered. */
  WRONG_VERSION;

  private static final int PREMASTER = 48;

  /**
   * A message that carries a new one.
   *
   * @param key of the server
   * @param offered the version that the premaster secret ought to begin with
   */
  ClientKeyExchange message(RSAPublicKey key, ProtocolVersion offered, SecureRandom random) {
    byte[] encrypted =
        encrypt(block((key.getModulus().bitLength() + 7) / 8, offered.code(), random), key);
    return new ClientKeyExchange(WireWriter.write(w -> w.vector16(v -> v.bytes(encrypted))));
  }

  /** RFC 8017, Section 7.2.1, with one thing wrong. */
  private byte[] block(int length, int offered, SecureRandom random) {
    byte[] block = new byte[length];
    random.nextBytes(block);
    for (int i = 2; i < length; i++) {
      if (block[i] == 0) {
        block[i] = 1;
      }
    }
    int premaster = length - PREMASTER;
    block[0] = 0;
    block[1] = 2;
    block[premaster - 1] = 0;
    block[premaster] = (byte) (offered >> 8);
    block[premaster + 1] = (byte) offered;
    switch (this) {
      case RIGHT -> {}
      case WRONG_START -> {
        block[0] = 0x41;
        block[1] = 0x17;
      }
      case ZERO_MISPLACED -> {
        block[premaster - 1] = 0x11;
        block[length - 2] = 0;
      }
      case ZERO_MISSING -> block[premaster - 1] = 0x11;
      case WRONG_VERSION -> {
        block[premaster] = 2;
        block[premaster + 1] = 2;
      }
    }
    return block;
  }

  private static byte[] encrypt(byte[] block, RSAPublicKey key) {
    byte[] number =
        new BigInteger(1, block)
            .mod(key.getModulus())
            .modPow(key.getPublicExponent(), key.getModulus())
            .toByteArray();
    byte[] encrypted = new byte[block.length];
    int from = Math.max(0, number.length - block.length);
    byte[] digits = Arrays.copyOfRange(number, from, number.length);
    System.arraycopy(digits, 0, encrypted, block.length - digits.length, digits.length);
    return encrypted;
  }
}
