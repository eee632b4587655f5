package io.github.tlsgauntlet.pki;

import java.util.Optional;

/** Walks DER (X.690, Sections 10 and 11) and says what is not minimal about it. Total. */
final class StrictDer {
  private static final int MOST_DEPTH = 32;
  private static final int BOOLEAN = 1;
  private static final int INTEGER = 2;
  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_TAG = 0x1f;

  private final byte[] bytes;

  private StrictDer(byte[] bytes) {
    this.bytes = bytes;
  }

  /** What is wrong with bytes that should be one DER value; empty where nothing is. */
  static Optional<String> problem(byte[] bytes) {
    StrictDer der = new StrictDer(bytes);
    try {
      int end = der.walk(0, bytes.length, 0);
      return end == bytes.length
          ? Optional.empty()
          : Optional.of(bytes.length - end + " bytes follow the certificate");
    } catch (Malformed e) {
      return Optional.of(e.getMessage());
    }
  }

  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  private int walk(int at, int limit, int depth) throws Malformed {
    if (depth > MOST_DEPTH) {
      throw new Malformed("its values nest too deeply");
    }
    if (at + 2 > limit) {
      throw new Malformed("a value is cut short at byte " + at);
    }
    int tag = bytes[at] & 0xff;
    if ((tag & LONG_TAG) == LONG_TAG) {
      throw new Malformed("a tag at byte " + at + " has a form that certificates do not use");
    }
    int position = at + 1;
    int length = bytes[position++] & 0xff;
    if (length == 0x80) {
      throw new Malformed("a length at byte " + (at + 1) + " is indefinite");
    }
    if (length > 0x80) {
      int octets = length & 0x7f;
      if (octets > 3 || position + octets > limit) {
        throw new Malformed("a length at byte " + (at + 1) + " is out of range");
      }
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = length << 8 | bytes[position++] & 0xff;
      }
      if (length < 0x80 || length >>> (8 * (octets - 1)) == 0) {
        throw new Malformed("a length at byte " + (at + 1) + " is not minimal");
      }
    }
    int end = position + length;
    if (end > limit) {
      throw new Malformed("a value at byte " + at + " is longer than what holds it");
    }
    if ((tag & CONSTRUCTED) != 0) {
      while (position < end) {
        position = walk(position, end, depth + 1);
      }
    } else {
      primitive(tag, at, position, length);
    }
    return end;
  }

  private void primitive(int tag, int at, int position, int length) throws Malformed {
    if (tag == BOOLEAN && (length != 1 || (bytes[position] != 0 && bytes[position] != -1))) {
      throw new Malformed("a BOOLEAN at byte " + at + " is neither 00 nor FF");
    }
    if (tag == INTEGER) {
      if (length == 0) {
        throw new Malformed("an INTEGER at byte " + at + " is empty");
      }
      boolean redundant =
          length > 1
              && ((bytes[position] == 0 && bytes[position + 1] >= 0)
                  || (bytes[position] == -1 && bytes[position + 1] < 0));
      if (redundant) {
        throw new Malformed("an INTEGER at byte " + at + " is not minimal");
      }
    }
  }
}
