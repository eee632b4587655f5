package io.github.tlsgauntlet.probe;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whether two tickets begin alike: the form that RFC 5077, Section 4 recommends begins with the
 * name of the key, and servers use it for TLS 1.3 as well.
 */
final class TicketKeyName {
  private static final int LENGTH = 16;

  private TicketKeyName() {}

  static Fact fact(String id, String title, byte[] first, Optional<byte[]> second) {
    if (second.isEmpty()) {
      return new Fact(id, title, Answer.UNTOLD, "There is no second ticket to compare with.");
    }
    byte[] other = second.get();
    boolean same = Arrays.equals(Arrays.copyOf(first, LENGTH), Arrays.copyOf(other, LENGTH));
    boolean whole = Arrays.equals(first, other);
    return new Fact(
        id,
        title,
        same && !whole ? Answer.YES : Answer.NO,
        whole
            ? "Two handshakes got the very same ticket."
            : same
                ? "Two tickets begin with the same 16 octets; a hint, no more."
                : "Two tickets begin differently.");
  }
}
