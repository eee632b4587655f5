package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.crypto.BlockContents;
import java.util.Arrays;

/** What can be wrong inside a record in CBC; whatever it is, no length shows it. */
enum CbcFlaw implements BlockContents {
  /** A byte of the padding, and the MAC is right. */
  PADDING {
    @Override
    void spoil(byte[] contents, int mac, int padding) {
      contents[padding] ^= 1;
    }
  },
  /** The padding says that it is longer than the record. */
  TOO_LONG {
    @Override
    void spoil(byte[] contents, int mac, int padding) {
      Arrays.fill(contents, padding, contents.length, (byte) 0xff);
    }
  },
  /** A byte of the MAC, and the padding is right. */
  MAC {
    @Override
    void spoil(byte[] contents, int mac, int padding) {
      contents[mac] ^= 1;
    }
  };

  abstract void spoil(byte[] contents, int mac, int padding);

  @Override
  public byte[] of(byte[] plaintext, byte[] mac, int blockLength) {
    int padding = plaintext.length + mac.length;
    // A whole block more than is needed, so that there is padding beside its length.
    byte[] contents = new byte[(padding / blockLength + 2) * blockLength];
    System.arraycopy(plaintext, 0, contents, 0, plaintext.length);
    System.arraycopy(mac, 0, contents, plaintext.length, mac.length);
    Arrays.fill(contents, padding, contents.length, (byte) (contents.length - padding - 1));
    spoil(contents, plaintext.length, padding);
    return contents;
  }
}
