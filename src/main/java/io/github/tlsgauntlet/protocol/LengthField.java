package io.github.tlsgauntlet.protocol;

import java.util.Optional;

/**
 * A length in an encoded handshake message.
 *
 * @param offset where it stands, in bytes from the start of the message
 * @param prefix its size in bytes: 1, 2 or 3
 * @param length what it says, in bytes
 * @param extension the extension that it stands inside; empty outside of all
 */
public record LengthField(int offset, int prefix, int length, Optional<ExtensionType> extension) {
  /** The largest length that can be said here. */
  public int most() {
    return (1 << 8 * prefix) - 1;
  }

  /** Where the content begins. */
  public int start() {
    return offset + prefix;
  }

  /** Where the content ends. */
  public int end() {
    return offset + prefix + length;
  }

  /**
   * The message with another length in this place and nothing else changed.
   *
   * @param encoded the message
   * @param length what to say
   */
  public byte[] stated(byte[] encoded, int length) {
    byte[] changed = encoded.clone();
    for (int i = 0; i < prefix; i++) {
      changed[offset + i] = (byte) (length >>> 8 * (prefix - 1 - i));
    }
    return changed;
  }
}
