package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.crypto.BlockContents;
import java.util.Arrays;
import java.util.List;

/**
 * What is wrong with a record in CBC. All of them are of one length, which anybody sees: whatever
 * makes an answer differ was inside.
 */
enum RecordFlaw implements BlockContents {
  /** Nothing. */
  NONE,
  /** The MAC is right, and the first octet of the padding is not. */
  PADDING_FIRST,
  /** The MAC is right, and an octet amid the padding is not. */
  PADDING_MIDDLE,
  /** The MAC is right, and the last octet, which tells the padding's length, is not. */
  PADDING_LENGTH,
  /** The padding is right, and the first octet of the MAC is not. */
  MAC_FIRST,
  /** The padding is right, and an octet amid the MAC is not. */
  MAC_MIDDLE,
  /** The padding is right, and the last octet of the MAC is not. */
  MAC_LAST,
  /** The first octet of the padding is wrong, and so is the MAC. */
  BOTH_FIRST,
  /** An octet amid the padding is wrong, and so is the MAC. */
  BOTH_MIDDLE,
  /** Data and right padding, and no MAC between them. */
  MAC_MISSING,
  /** Right padding, and nothing else. */
  ONLY_PADDING,
  /** The padding says that it is longer than the record. */
  TOO_MUCH_PADDING,
  /** No data; the padding is right and the MAC is not. */
  EMPTY_MAC,
  /** No data; the MAC is right and the padding is not. */
  EMPTY_PADDING;

  /** What is wrong with the padding alone, where its length is right. */
  static final List<RecordFlaw> PADDING = List.of(PADDING_FIRST, PADDING_MIDDLE);

  /** What is wrong with the MAC alone. */
  static final List<RecordFlaw> MAC = List.of(MAC_FIRST, MAC_MIDDLE, MAC_LAST);

  /** What is wrong with both, each beside the one in {@link #PADDING} with the same padding. */
  static final List<RecordFlaw> BOTH = List.of(BOTH_FIRST, BOTH_MIDDLE);

  /** Those in which no MAC is. */
  static final List<RecordFlaw> WITHOUT_MAC = List.of(MAC_MISSING, ONLY_PADDING, TOO_MUCH_PADDING);

  /** The data that all lengths are made for, in octets; what is shorter gets more padding. */
  static final int DATA = 19;

  private static final int HIGH_BIT = 0x80;
  private static final int MIDDLE_BIT = 0x08;
  private static final int ANY_LENGTH = 0xff;

  /** Whether this takes a record without data. */
  boolean isEmpty() {
    return this == EMPTY_MAC || this == EMPTY_PADDING;
  }

  @Override
  public byte[] of(byte[] plaintext, byte[] mac, int blockLength) {
    int least = DATA + mac.length + 2 * blockLength + 1;
    byte[] contents = new byte[(least + blockLength - 1) / blockLength * blockLength];
    int macAt = plaintext.length;
    int paddingAt = macAt + mac.length;
    int last = contents.length - 1;
    System.arraycopy(plaintext, 0, contents, 0, plaintext.length);
    System.arraycopy(mac, 0, contents, macAt, mac.length);
    Arrays.fill(contents, paddingAt, contents.length, (byte) (last - paddingAt));
    int middleOfPadding = (paddingAt + last) / 2;
    int middleOfMac = macAt + mac.length / 2;
    switch (this) {
      case NONE -> {}
      case PADDING_FIRST -> contents[paddingAt] ^= (byte) HIGH_BIT;
      case PADDING_MIDDLE, EMPTY_PADDING -> contents[middleOfPadding] ^= MIDDLE_BIT;
      case PADDING_LENGTH -> contents[last] ^= 1;
      case MAC_FIRST -> contents[macAt] ^= (byte) HIGH_BIT;
      case MAC_MIDDLE, EMPTY_MAC -> contents[middleOfMac] ^= MIDDLE_BIT;
      case MAC_LAST -> contents[paddingAt - 1] ^= 1;
      case BOTH_FIRST -> {
        contents[paddingAt] ^= (byte) HIGH_BIT;
        contents[middleOfMac] ^= MIDDLE_BIT;
      }
      case BOTH_MIDDLE -> {
        contents[middleOfPadding] ^= MIDDLE_BIT;
        contents[middleOfMac] ^= MIDDLE_BIT;
      }
      case MAC_MISSING -> Arrays.fill(contents, macAt, contents.length, (byte) (last - macAt));
      case ONLY_PADDING -> Arrays.fill(contents, (byte) last);
      case TOO_MUCH_PADDING -> Arrays.fill(contents, (byte) ANY_LENGTH);
    }
    return contents;
  }
}
