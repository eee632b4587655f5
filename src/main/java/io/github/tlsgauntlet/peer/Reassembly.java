package io.github.tlsgauntlet.peer;

import java.util.Arrays;
import java.util.Optional;

/** Handshake messages put together from the fragments that records carry. */
final class Reassembly {
  static final int HEADER = 4;
  private static final int MOST_MESSAGE = 1 << 18;
  private static final int FIRST_SIZE = 1 << 12;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int start;
  private int end;

  /** Whether a message has begun that is not complete, or a complete one waits. */
  boolean isPending() {
    return start < end;
  }

  /** Whether the message that has begun is longer than anybody's. */
  boolean isTooLong() {
    return end - start >= HEADER && length() > MOST_MESSAGE;
  }

  void add(byte[] fragment) {
    if (end + fragment.length > bytes.length) {
      byte[] larger = new byte[Math.max(2 * (end - start + fragment.length), FIRST_SIZE)];
      System.arraycopy(bytes, start, larger, 0, end - start);
      bytes = larger;
      end -= start;
      start = 0;
    }
    System.arraycopy(fragment, 0, bytes, end, fragment.length);
    end += fragment.length;
  }

  /** The next complete message, header included. */
  Optional<byte[]> next() {
    if (end - start < HEADER || end - start < HEADER + length()) {
      return Optional.empty();
    }
    int whole = HEADER + length();
    byte[] message = Arrays.copyOfRange(bytes, start, start + whole);
    start += whole;
    return Optional.of(message);
  }

  private int length() {
    return (bytes[start + 1] & 0xff) << 16
        | (bytes[start + 2] & 0xff) << 8
        | bytes[start + 3] & 0xff;
  }
}
