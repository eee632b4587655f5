package io.github.tlsgauntlet.wire;

import java.util.Arrays;

/**
 * Reads the presentation language (RFC 9846, Section 3) from a slice of bytes that it never leaves.
 * Every read either succeeds or throws a {@link WireException}; nothing is believed before it is
 * bounded.
 */
public final class WireReader {
  private final byte[] bytes;
  private final int end;
  private final boolean lenient;
  private final LengthObserver observer;
  private int position;

  private WireReader(byte[] bytes, int start, int end, boolean lenient, LengthObserver observer) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
    this.lenient = lenient;
    this.observer = observer;
  }

  /**
   * Reads all of some bytes.
   *
   * @param bytes not copied, and not changed
   */
  public static WireReader of(byte[] bytes) {
    return new WireReader(bytes, 0, bytes.length, false, LengthObserver.NONE);
  }

  /**
   * Reads as a careless peer would: a vector that announces more than is left ends where the bytes
   * do, what is missing reads as zero, and what follows a structure is passed over.
   *
   * @param bytes not copied, and not changed
   */
  public static WireReader lenient(byte[] bytes) {
    return new WireReader(bytes, 0, bytes.length, true, LengthObserver.NONE);
  }

  /**
   * Reads all of some bytes, and tells of each length that it reads: what stands inside a vector
   * included, as far as it is read through the reader that the vector gives.
   *
   * @param bytes not copied, and not changed
   * @param observer told of each length
   */
  public static WireReader observed(byte[] bytes, LengthObserver observer) {
    return new WireReader(bytes, 0, bytes.length, false, observer);
  }

  /** Whether it reads as a careless peer would. */
  public boolean isLenient() {
    return lenient;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - position;
  }

  /** Whether bytes are left. */
  public boolean hasRemaining() {
    return position < end;
  }

  /**
   * One byte, unsigned.
   *
   * @throws WireException if none is left
   */
  public int uint8() throws WireException {
    require(1);
    return position < end ? bytes[position++] & 0xff : 0;
  }

  /**
   * Two bytes, unsigned.
   *
   * @throws WireException if fewer are left
   */
  public int uint16() throws WireException {
    require(2);
    return uint8() << 8 | uint8();
  }

  /**
   * Three bytes, unsigned.
   *
   * @throws WireException if fewer are left
   */
  public int uint24() throws WireException {
    require(3);
    return uint16() << 8 | uint8();
  }

  /**
   * Four bytes, unsigned.
   *
   * @throws WireException if fewer are left
   */
  public long uint32() throws WireException {
    require(4);
    return (long) uint16() << 16 | uint16();
  }

  /**
   * A fixed number of bytes.
   *
   * @param count how many
   * @throws WireException if fewer are left
   */
  public byte[] bytes(int count) throws WireException {
    require(count);
    byte[] read = Arrays.copyOfRange(bytes, position, position + Math.min(count, remaining()));
    position += read.length;
    return Arrays.copyOf(read, count);
  }

  /** All bytes that are left. */
  public byte[] rest() {
    byte[] read = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return read;
  }

  /**
   * A vector with a length of one byte.
   *
   * @throws WireException if it is longer than what is left
   */
  public WireReader vector8() throws WireException {
    return slice(1, uint8());
  }

  /**
   * A vector with a length of two bytes.
   *
   * @throws WireException if it is longer than what is left
   */
  public WireReader vector16() throws WireException {
    return slice(2, uint16());
  }

  /**
   * A vector with a length of three bytes.
   *
   * @throws WireException if it is longer than what is left
   */
  public WireReader vector24() throws WireException {
    return slice(3, uint24());
  }

  /**
   * Insists that nothing is left.
   *
   * @param structure its name, for the message
   * @throws WireException if something is
   */
  public void end(String structure) throws WireException {
    if (hasRemaining() && !lenient) {
      throw new WireException(
          WireException.Kind.TRAILING, structure + " is followed by " + remaining() + " bytes");
    }
  }

  private WireReader slice(int prefix, int announced) throws WireException {
    int length = lenient ? Math.min(announced, remaining()) : announced;
    require(length);
    observer.length(position - prefix, prefix, length);
    WireReader slice = new WireReader(bytes, position, position + length, lenient, observer);
    position += length;
    return slice;
  }

  private void require(int count) throws WireException {
    if (count > end - position && !lenient) {
      throw new WireException(
          WireException.Kind.TRUNCATED,
          count + " bytes are announced and " + remaining() + " are left");
    }
  }
}
