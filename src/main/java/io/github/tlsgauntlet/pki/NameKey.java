package io.github.tlsgauntlet.pki;

/**
 * A text that is the same for distinguished names that are the same but for case, spaces and the
 * type of their strings (RFC 5280, Section 7.1), as far as they are in ASCII. To find a few names
 * among many without reading them all.
 */
final class NameKey {
  private static final int MOST_DEPTH = 4;
  private static final int CONSTRUCTED = 0x20;
  private static final int UTF8 = 0x0c;
  private static final int PRINTABLE = 0x13;
  private static final int TELETEX = 0x14;
  private static final int IA5 = 0x16;

  private NameKey() {}

  /** The text for the name that lies in these octets; any text where none does. */
  static String of(byte[] bytes, int from, int to) {
    StringBuilder key = new StringBuilder();
    add(bytes, from, to, MOST_DEPTH, key);
    return key.toString();
  }

  private static void add(byte[] bytes, int from, int to, int depth, StringBuilder key) {
    for (int at = from; at < to; ) {
      Asn1.Header header = Asn1.header(bytes, at, to);
      if (header.indefinite() || header.end() > to) {
        return;
      }
      int tag = bytes[at] & 0xff;
      if ((tag & CONSTRUCTED) != 0 && depth > 0) {
        add(bytes, header.start(), header.end(), depth - 1, key);
        key.append('|');
      } else {
        boolean text = tag == UTF8 || tag == PRINTABLE || tag == TELETEX || tag == IA5;
        if (text) {
          folded(bytes, header, key);
        } else {
          key.append(tag);
          for (int i = header.start(); i < header.end(); i++) {
            key.append((char) (bytes[i] & 0xff));
          }
        }
        key.append(',');
      }
      at = header.end();
    }
  }

  private static void folded(byte[] bytes, Asn1.Header value, StringBuilder key) {
    int start = key.length();
    for (int i = value.start(); i < value.end(); i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean again = key.length() == start || key.charAt(key.length() - 1) == ' ';
      if (c != ' ' || !again) {
        key.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
      }
    }
    if (key.length() > start && key.charAt(key.length() - 1) == ' ') {
      key.setLength(key.length() - 1);
    }
  }
}
