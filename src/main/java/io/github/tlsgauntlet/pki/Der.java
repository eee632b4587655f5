package io.github.tlsgauntlet.pki;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The little of DER's outer shape that mutations need, over bytes that we made ourselves: tags of
 * one octet and definite lengths.
 */
final class Der {
  private static final int SEQUENCE = 0x30;

  private Der() {}

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] sequence(byte[] contents) {
    return value(SEQUENCE, contents);
  }

  /** Tag, shortest length, contents. */
  static byte[] value(int tag, byte[] contents) {
    return join(new byte[] {(byte) tag}, length(contents.length), contents);
  }

  private static byte[] length(int length) {
    if (length < 0x80) {
      return new byte[] {(byte) length};
    }
    if (length < 0x100) {
      return new byte[] {(byte) 0x81, (byte) length};
    }
    if (length < 0x10000) {
      return new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
    }
    return new byte[] {(byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
  }

  /** How many octets the tag and the length of the value at this place take. */
  static int header(byte[] encoded, int at) {
    int first = encoded[at + 1] & 0xff;
    return first < 0x80 ? 2 : 2 + (first & 0x7f);
  }

  /** The end of the value that begins at this place. */
  static int end(byte[] encoded, int at) {
    int first = encoded[at + 1] & 0xff;
    int length = first;
    if (first >= 0x80) {
      length = 0;
      for (int i = 0; i < (first & 0x7f); i++) {
        length = length << 8 | encoded[at + 2 + i] & 0xff;
      }
    }
    return at + header(encoded, at) + length;
  }

  static byte[] contents(byte[] encoded) {
    return Arrays.copyOfRange(encoded, header(encoded, 0), end(encoded, 0));
  }

  /** The values that a constructed value holds, each with its tag and length. */
  static List<byte[]> children(byte[] encoded) {
    List<byte[]> children = new ArrayList<>();
    int at = header(encoded, 0);
    int end = end(encoded, 0);
    while (at < end) {
      int next = end(encoded, at);
      children.add(Arrays.copyOfRange(encoded, at, next));
      at = next;
    }
    return children;
  }

  /** The same value with other children. */
  static byte[] withChildren(byte[] encoded, List<byte[]> children) {
    return value(encoded[0] & 0xff, join(children.toArray(byte[][]::new)));
  }
}
