package io.github.tlsgauntlet.crypto;

import java.util.Arrays;

/** Record protection of TLS 1.3 (RFC 9846, Section 5.2), in one direction. */
public final class Tls13Records implements RecordSealer, RecordOpener {
  private static final int APPLICATION_DATA = 23;
  private static final int LEGACY_VERSION = 0x0303;
  private static final int HEADER = 5;
  private static final int IV = 12;

  private final Aead aead;
  private final int tagLength;
  private final byte[] iv;
  private final Sequence sequence = new Sequence();

  /**
   * Protection under a traffic secret (Section 7.3).
   *
   * @param parameters of the cipher suite
   * @param trafficSecret of this direction
   */
  public Tls13Records(CipherSuiteParameters parameters, byte[] trafficSecret) {
    BulkCipher bulk = parameters.bulk();
    this.aead =
        new Aead(
            bulk,
            Hkdf.expandLabel(
                parameters.hash(), trafficSecret, "key", new byte[0], bulk.keyLength()));
    this.tagLength = bulk.tagLength();
    this.iv = Hkdf.expandLabel(parameters.hash(), trafficSecret, "iv", new byte[0], IV);
  }

  @Override
  public byte[] seal(int contentType, byte[] plaintext) {
    return seal(contentType, plaintext, 0);
  }

  /**
   * Protects one record with padding.
   *
   * @param contentType of the plaintext
   * @param plaintext what is inside
   * @param padding how many zeros follow the content type
   */
  public byte[] seal(int contentType, byte[] plaintext, int padding) {
    byte[] inner = Arrays.copyOf(plaintext, plaintext.length + 1 + padding);
    inner[plaintext.length] = (byte) contentType;
    byte[] header = header(inner.length + tagLength);
    byte[] sealed = aead.seal(Sequence.mask(iv, sequence.next()), header, inner);
    byte[] record = Arrays.copyOf(header, HEADER + sealed.length);
    System.arraycopy(sealed, 0, record, HEADER, sealed.length);
    return record;
  }

  @Override
  public void skip() {
    sequence.next();
  }

  @Override
  public Opened open(int contentType, int version, byte[] fragment) throws CryptoException {
    byte[] inner = aead.open(Sequence.mask(iv, sequence.peek()), header(fragment.length), fragment);
    // A record that does not open does not count: early data is passed over so (Section 4.3.10).
    sequence.next();
    int end = inner.length - 1;
    while (end >= 0 && inner[end] == 0) {
      end--;
    }
    // No content type at all is told as type 0, which nobody takes.
    return end < 0
        ? new Opened(0, new byte[0], inner.length)
        : new Opened(inner[end] & 0xff, Arrays.copyOf(inner, end), inner.length - end - 1);
  }

  private static byte[] header(int length) {
    return new byte[] {
      APPLICATION_DATA,
      (byte) (LEGACY_VERSION >>> 8),
      (byte) LEGACY_VERSION,
      (byte) (length >>> 8),
      (byte) length
    };
  }
}
