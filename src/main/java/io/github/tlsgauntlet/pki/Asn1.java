package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Primitive;

/**
 * Reads ASN.1 that may be hostile. Bouncy Castle recurses over nested values, so their depth is
 * bounded before it sees them.
 */
final class Asn1 {
  private static final int MOST_DEPTH = 64;
  private static final int CONSTRUCTED = 0x20;
  private static final int INDEFINITE = -1;

  private Asn1() {}

  /**
   * The value that these bytes begin with, and what a reader makes of it; empty if either fails.
   */
  static <T> Optional<T> read(byte[] bytes, Function<ASN1Primitive, T> reader) {
    if (nestsTooDeeply(bytes)) {
      return Optional.empty();
    }
    try (ASN1InputStream input = new ASN1InputStream(bytes)) {
      return Optional.ofNullable(input.readObject()).map(reader);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells malformed ASN.1 by a dozen unchecked exceptions.
      return Optional.empty();
    }
  }

  /**
   * Whether values nest deeper than any certificate's, or lengths are so tangled that it can't be
   * told. Iterative on purpose.
   */
  static boolean nestsTooDeeply(byte[] bytes) {
    Deque<Integer> ends = new ArrayDeque<>();
    int at = 0;
    while (at < bytes.length) {
      while (!ends.isEmpty() && ends.peek() != INDEFINITE && at >= ends.peek()) {
        ends.pop();
      }
      int limit = ends.isEmpty() || ends.peek() == INDEFINITE ? bytes.length : ends.peek();
      boolean endOfContents =
          !ends.isEmpty()
              && ends.peek() == INDEFINITE
              && at + 1 < limit
              && bytes[at] == 0
              && bytes[at + 1] == 0;
      if (endOfContents) {
        ends.pop();
        at += 2;
        continue;
      }
      Header header = header(bytes, at, limit);
      if (header.end() > limit) {
        if (!ends.isEmpty() && ends.peek() == INDEFINITE) {
          return true;
        }
        at = limit;
        continue;
      }
      if ((bytes[at] & CONSTRUCTED) == 0) {
        at = header.end();
        continue;
      }
      ends.push(header.indefinite() ? INDEFINITE : header.end());
      if (ends.size() > MOST_DEPTH) {
        return true;
      }
      at = header.start();
    }
    return false;
  }

  /**
   * Where the contents of a value start and end; an end beyond the limit where it makes no sense.
   */
  record Header(int start, int end, boolean indefinite) {}

  static Header header(byte[] bytes, int at, int limit) {
    Header broken = new Header(limit, Integer.MAX_VALUE, false);
    int position = at + 1;
    if ((bytes[at] & 0x1f) == 0x1f) {
      while (position < limit && (bytes[position] & 0x80) != 0) {
        position++;
      }
      position++;
    }
    if (position >= limit) {
      return broken;
    }
    int first = bytes[position++] & 0xff;
    if (first == 0x80) {
      return new Header(position, position, true);
    }
    long length = first;
    if (first > 0x80) {
      int octets = first & 0x7f;
      if (octets > 4 || position + octets > limit) {
        return broken;
      }
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = length << 8 | bytes[position++] & 0xff;
      }
    }
    return length > limit - position
        ? broken
        : new Header(position, position + (int) length, false);
  }
}
