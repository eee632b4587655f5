package io.github.tlsgauntlet.pki;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * A stream of bytes that a seed and a label fix for ever: SHA-256 over a counter. For tests only.
 */
final class SeededRandom extends SecureRandom {
  @Serial private static final long serialVersionUID = 1L;

  SeededRandom(long seed, String label) {
    super(new Spi(seed, label), null);
  }

  @Override
  public String getAlgorithm() {
    return "seeded";
  }

  private static final class Spi extends SecureRandomSpi {
    @Serial private static final long serialVersionUID = 1L;
    private final byte[] key;
    private byte[] block = {};
    private int used;
    private long counter;

    Spi(long seed, String label) {
      byte[] text = label.getBytes(StandardCharsets.UTF_8);
      key = sha256(ByteBuffer.allocate(8 + text.length).putLong(seed).put(text).array());
    }

    @Override
    protected synchronized void engineNextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        if (used == block.length) {
          block = sha256(ByteBuffer.allocate(key.length + 8).put(key).putLong(counter++).array());
          used = 0;
        }
        bytes[i] = block[used++];
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int length) {
      byte[] seed = new byte[length];
      engineNextBytes(seed);
      return seed;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      // The stream is fixed: no later seed may change it.
    }
  }

  static byte[] sha256(byte[] input) {
    SHA256Digest digest = new SHA256Digest();
    digest.update(input, 0, input.length);
    byte[] output = new byte[digest.getDigestSize()];
    digest.doFinal(output, 0);
    return output;
  }
}
