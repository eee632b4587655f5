package io.github.tlsgauntlet.crypto;

/** The sequence number of one direction (RFC 9846, Section 5.3). */
final class Sequence {
  private static final int LENGTH = 8;

  private long next;

  byte[] next() {
    byte[] bytes = peek();
    next++;
    return bytes;
  }

  /** The next one, which stays the next one. */
  byte[] peek() {
    byte[] bytes = new byte[LENGTH];
    long value = next;
    for (int i = LENGTH - 1; i >= 0; i--) {
      bytes[i] = (byte) value;
      value >>>= LENGTH;
    }
    return bytes;
  }

  /** The static IV, masked with a sequence number. */
  static byte[] mask(byte[] iv, byte[] sequence) {
    byte[] nonce = iv.clone();
    for (int i = 0; i < LENGTH; i++) {
      nonce[nonce.length - LENGTH + i] ^= sequence[i];
    }
    return nonce;
  }
}
