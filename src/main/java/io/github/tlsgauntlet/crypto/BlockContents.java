package io.github.tlsgauntlet.crypto;

import java.util.Arrays;

/**
 * Lays out what a record in CBC holds before its encryption, where the MAC comes first (RFC 5246,
 * Section 6.2.3.2). Others than {@link #RIGHT} are for what a peer has to refuse.
 */
@FunctionalInterface
public interface BlockContents {
  /** The data, its MAC, and as little padding as there can be. */
  BlockContents RIGHT =
      (plaintext, mac, blockLength) -> {
        int bare = plaintext.length + mac.length;
        int padding = blockLength - bare % blockLength;
        byte[] contents = Arrays.copyOf(plaintext, bare + padding);
        System.arraycopy(mac, 0, contents, plaintext.length, mac.length);
        Arrays.fill(contents, bare, contents.length, (byte) (padding - 1));
        return contents;
      };

  /**
   * All that is encrypted, without the IV.
   *
   * @param plaintext the record's data
   * @param mac the right one of this data
   * @param blockLength of the cipher, in bytes
   * @return a whole number of blocks, at least one
   */
  byte[] of(byte[] plaintext, byte[] mac, int blockLength);
}
