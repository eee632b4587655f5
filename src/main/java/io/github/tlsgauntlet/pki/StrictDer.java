package io.github.tlsgauntlet.pki;

import java.util.Arrays;
import java.util.Optional;

/**
 * Walks DER (X.690, Sections 8, 10 and 11) and says what is not the one encoding that DER allows.
 * Total. What only a schema knows, such as a DEFAULT that is spelt out, is judged elsewhere.
 */
final class StrictDer {
  private static final int MOST_DEPTH = 32;
  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int NULL = 0x05;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int SEQUENCE = 0x10;
  private static final int SET = 0x11;
  private static final int CONSTRUCTED = 0x20;
  private static final int CLASS = 0xc0;
  private static final int LONG_TAG = 0x1f;
  private static final int SET_OF = SET | CONSTRUCTED;

  private final byte[] bytes;

  private StrictDer(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What is wrong with bytes that should be one DER value; empty where nothing is. */
  static Optional<String> problem(byte[] bytes) {
    StrictDer der = new StrictDer(bytes);
    try {
      int end = der.walk(0, bytes.length, 0);
      int more = bytes.length - end;
      return more == 0
          ? Optional.empty()
          : Optional.of(more + (more == 1 ? " byte follows" : " bytes follow") + " its end");
    } catch (Malformed e) {
      return Optional.of(e.problem);
    }
  }

  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final String problem;

    Malformed(String problem) {
      super(problem, null, false, false);
      this.problem = problem;
    }
  }

  private int walk(int at, int limit, int depth) throws Malformed {
    if (depth > MOST_DEPTH) {
      throw new Malformed("its values nest too deeply");
    }
    if (limit - at < 2) {
      throw new Malformed("a value is cut short at byte " + at);
    }
    int tag = bytes[at] & 0xff;
    if ((tag & LONG_TAG) == LONG_TAG) {
      throw new Malformed("a tag at byte " + at + " has a form that certificates do not use");
    }
    int first = bytes[at + 1] & 0xff;
    if (first == 0x80) {
      throw new Malformed("a length at byte " + (at + 1) + " is indefinite");
    }
    int octets = first > 0x80 ? first & 0x7f : 0;
    if (octets > 3 || octets > limit - at - 2) {
      throw new Malformed("a length at byte " + (at + 1) + " is out of range");
    }
    int start = at + 2 + octets;
    int length = first;
    if (octets > 0) {
      length = 0;
      for (int i = at + 2; i < start; i++) {
        length = length << 8 | bytes[i] & 0xff;
      }
      if (length < 0x80 || length >>> (8 * (octets - 1)) == 0) {
        throw new Malformed("a length at byte " + (at + 1) + " is not minimal");
      }
    }
    if (length > limit - start) {
      throw new Malformed("a value at byte " + at + " is longer than what holds it");
    }
    if ((tag & CONSTRUCTED) != 0) {
      constructed(tag, at, start, start + length, depth);
    } else {
      primitive(tag, at, start, length);
    }
    return start + length;
  }

  private void constructed(int tag, int at, int start, int end, int depth) throws Malformed {
    int type = tag & LONG_TAG;
    if ((tag & CLASS) == 0 && type != SEQUENCE && type != SET) {
      throw new Malformed("a string at byte " + at + " is in pieces");
    }
    int position = start;
    int before = start;
    while (position < end) {
      int next = walk(position, end, depth + 1);
      boolean unsorted =
          tag == SET_OF
              && position > start
              && Arrays.compareUnsigned(bytes, before, position, bytes, position, next) > 0;
      if (unsorted) {
        throw new Malformed("a SET OF at byte " + at + " is not in order");
      }
      before = position;
      position = next;
    }
  }

  private void primitive(int tag, int at, int start, int length) throws Malformed {
    switch (tag) {
      case BOOLEAN -> {
        if (length != 1 || (bytes[start] != 0 && bytes[start] != -1)) {
          throw new Malformed("a BOOLEAN at byte " + at + " is neither 00 nor FF");
        }
      }
      case INTEGER -> integer(at, start, length);
      case BIT_STRING -> bitString(at, start, length);
      case NULL -> {
        if (length != 0) {
          throw new Malformed("a NULL at byte " + at + " is not empty");
        }
      }
      case OBJECT_IDENTIFIER -> objectIdentifier(at, start, length);
      case SEQUENCE, SET -> throw new Malformed("a list at byte " + at + " is not constructed");
      default -> {
        // Strings and what context-specific tags stand for have no second form.
      }
    }
  }

  private void integer(int at, int start, int length) throws Malformed {
    if (length == 0) {
      throw new Malformed("an INTEGER at byte " + at + " is empty");
    }
    boolean redundant =
        length > 1
            && ((bytes[start] == 0 && bytes[start + 1] >= 0)
                || (bytes[start] == -1 && bytes[start + 1] < 0));
    if (redundant) {
      throw new Malformed("an INTEGER at byte " + at + " is not minimal");
    }
  }

  private void bitString(int at, int start, int length) throws Malformed {
    int unused = length == 0 ? 8 : bytes[start] & 0xff;
    if (unused > 7 || (length == 1 && unused != 0)) {
      throw new Malformed("a BIT STRING at byte " + at + " counts its bits wrong");
    }
    if ((bytes[start + length - 1] & ((1 << unused) - 1)) != 0 && length > 1) {
      throw new Malformed("a BIT STRING at byte " + at + " has unused bits that are set");
    }
  }

  private void objectIdentifier(int at, int start, int length) throws Malformed {
    boolean cut = length == 0 || bytes[start + length - 1] < 0;
    boolean padded = false;
    for (int i = start; i < start + length; i++) {
      padded |= (bytes[i] & 0xff) == 0x80 && (i == start || bytes[i - 1] >= 0);
    }
    if (cut || padded) {
      throw new Malformed("an OBJECT IDENTIFIER at byte " + at + " is not minimal or cut short");
    }
  }
}
