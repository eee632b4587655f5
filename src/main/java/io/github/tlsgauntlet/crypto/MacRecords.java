package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.wire.WireWriter;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Records before TLS 1.3 whose cipher does not authenticate: in CBC, with a stream cipher, or in
 * the clear (RFC 5246, Section 6.2.3), MAC first or encryption first (RFC 7366). What is wrong with
 * padding and what with the MAC is never told apart.
 */
final class MacRecords implements RecordSealer, RecordOpener {
  /** What a record of one direction takes. */
  record Protection(
      BulkCipher bulk, RecordMac mac, RecordCipher cipher, int version, boolean encryptThenMac) {}

  private static final int SSL30 = 0x0300;
  private static final int TLS10 = 0x0301;

  private final Protection protection;
  private final RecordMac mac;
  private final boolean blocks;
  private final Sequence sequence = new Sequence();

  MacRecords(Protection protection) {
    this.protection = protection;
    this.mac = protection.mac();
    this.blocks = protection.bulk().mode() == BulkCipher.Mode.CBC;
  }

  @Override
  public byte[] seal(int contentType, byte[] plaintext) {
    return seal(contentType, plaintext, BlockContents.RIGHT);
  }

  @Override
  public byte[] seal(int contentType, byte[] plaintext, BlockContents contents) {
    boolean split =
        blocks
            && protection.version() <= TLS10
            && contentType == ContentType.APPLICATION_DATA.code()
            && plaintext.length > 1;
    if (!split) {
      return sealed(contentType, plaintext, contents);
    }
    // The first byte alone makes the next IV unknown beforehand (CVE-2011-3389).
    byte[] first = sealed(contentType, Arrays.copyOf(plaintext, 1), BlockContents.RIGHT);
    byte[] rest = sealed(contentType, Arrays.copyOfRange(plaintext, 1, plaintext.length), contents);
    return join(first, rest);
  }

  private byte[] sealed(int contentType, byte[] plaintext, BlockContents contents) {
    byte[] number = sequence.next();
    int version = protection.version();
    byte[] fragment;
    if (protection.encryptThenMac()) {
      byte[] padded =
          BlockContents.RIGHT.of(plaintext, new byte[0], protection.bulk().blockLength());
      byte[] encrypted = protection.cipher().encrypt(padded);
      fragment = join(encrypted, mac.of(number, contentType, version, encrypted));
    } else {
      byte[] tag = mac.of(number, contentType, version, plaintext);
      fragment =
          protection
              .cipher()
              .encrypt(
                  blocks
                      ? contents.of(plaintext, tag, protection.bulk().blockLength())
                      : join(plaintext, tag));
    }
    return WireWriter.write(
        w -> w.uint8(contentType).uint16(version).uint16(fragment.length).bytes(fragment));
  }

  @Override
  public void skip() {
    sequence.next();
  }

  @Override
  public Opened open(int contentType, int version, byte[] fragment) throws CryptoException {
    byte[] number = sequence.peek();
    if (protection.encryptThenMac()) {
      int cut = fragment.length - mac.length();
      if (cut < 0) {
        throw bad();
      }
      byte[] encrypted = Arrays.copyOf(fragment, cut);
      verify(mac.of(number, contentType, version, encrypted), fragment, cut);
      byte[] unpadded = unpadded(protection.cipher().decrypt(encrypted));
      sequence.next();
      return new Opened(contentType, unpadded);
    }
    byte[] content = protection.cipher().decrypt(fragment);
    byte[] bare = blocks ? unpadded(content) : content;
    int cut = bare.length - mac.length();
    if (cut < 0) {
      throw bad();
    }
    byte[] plaintext = Arrays.copyOf(bare, cut);
    verify(mac.of(number, contentType, version, plaintext), bare, cut);
    sequence.next();
    return new Opened(contentType, plaintext);
  }

  /** SSL 3.0 pads with anything, but by no more than a block (RFC 6101, Section 5.2.3.2). */
  private byte[] unpadded(byte[] padded) throws CryptoException {
    int padding = (padded[padded.length - 1] & 0xff) + 1;
    boolean any = protection.version() == SSL30;
    if (padding > (any ? protection.bulk().blockLength() : padded.length)) {
      throw bad();
    }
    for (int i = padded.length - padding; i < padded.length && !any; i++) {
      if ((padded[i] & 0xff) != padding - 1) {
        throw bad();
      }
    }
    return Arrays.copyOf(padded, padded.length - padding);
  }

  private static void verify(byte[] expected, byte[] content, int from) throws CryptoException {
    if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(content, from, content.length))) {
      throw bad();
    }
  }

  static CryptoException bad() {
    return new CryptoException(
        CryptoException.Kind.BAD_RECORD_MAC, "A record's padding or MAC does not verify");
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
