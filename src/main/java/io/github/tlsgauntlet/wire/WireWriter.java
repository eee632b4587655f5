package io.github.tlsgauntlet.wire;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes the presentation language (RFC 9846, Section 3). The lengths of vectors come from what is
 * written into them, so that a wrong one can't happen by accident.
 */
public final class WireWriter {
  private static final int FIRST_SIZE = 256;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  /**
   * Bytes written by a closure.
   *
   * @param content writes them
   */
  public static byte[] write(Consumer<WireWriter> content) {
    WireWriter writer = new WireWriter();
    content.accept(writer);
    return writer.toBytes();
  }

  /** What has been written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** How much has been written, in bytes. */
  public int length() {
    return length;
  }

  /** One byte. */
  public WireWriter uint8(int value) {
    grow(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /** Two bytes. */
  public WireWriter uint16(int value) {
    return uint8(value >>> 8).uint8(value);
  }

  /** Three bytes. */
  public WireWriter uint24(int value) {
    return uint8(value >>> 16).uint16(value);
  }

  /** Four bytes. */
  public WireWriter uint32(long value) {
    return uint16((int) (value >>> 16)).uint16((int) value);
  }

  /** Bytes as they are. */
  public WireWriter bytes(byte[] value) {
    grow(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  /** A vector with a length of one byte. */
  public WireWriter vector8(Consumer<WireWriter> content) {
    return vector(1, content);
  }

  /** A vector with a length of two bytes. */
  public WireWriter vector16(Consumer<WireWriter> content) {
    return vector(2, content);
  }

  /** A vector with a length of three bytes. */
  public WireWriter vector24(Consumer<WireWriter> content) {
    return vector(3, content);
  }

  /**
   * A vector that states a length of its own, whatever it holds: the one way to write a wrong one.
   *
   * @param prefix the size of the length, in bytes
   * @param stated the length to state
   * @param content writes what follows
   */
  public WireWriter misstated(int prefix, int stated, Consumer<WireWriter> content) {
    for (int i = prefix - 1; i >= 0; i--) {
      uint8(stated >>> (8 * i));
    }
    content.accept(this);
    return this;
  }

  private WireWriter vector(int prefix, Consumer<WireWriter> content) {
    grow(prefix);
    int at = length;
    length += prefix;
    content.accept(this);
    int size = length - at - prefix;
    if (size >>> (8 * prefix) != 0) {
      throw new IllegalArgumentException(
          size + " bytes do not fit a vector with a length of " + prefix + " bytes");
    }
    for (int i = 0; i < prefix; i++) {
      bytes[at + i] = (byte) (size >>> (8 * (prefix - 1 - i)));
    }
    return this;
  }

  private void grow(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
