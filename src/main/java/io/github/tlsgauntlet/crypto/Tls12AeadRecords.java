package io.github.tlsgauntlet.crypto;

import java.util.Arrays;

/** AEAD records of TLS 1.2: GCM and CCM (RFC 5288, RFC 6655), ChaCha20-Poly1305 (RFC 7905). */
final class Tls12AeadRecords implements RecordSealer, RecordOpener {
  private static final int EXPLICIT_NONCE = 8;

  private final Aead aead;
  private final int tagLength;
  private final boolean explicitNonce;
  private final byte[] iv;
  private final Sequence sequence = new Sequence();

  Tls12AeadRecords(BulkCipher bulk, byte[] key, byte[] iv) {
    this.aead = new Aead(bulk, key);
    this.tagLength = bulk.tagLength();
    this.explicitNonce = bulk.mode() != BulkCipher.Mode.CHACHA20_POLY1305;
    this.iv = iv;
  }

  @Override
  public byte[] seal(int contentType, byte[] plaintext) {
    byte[] number = sequence.next();
    byte[] additional =
        Tls12Header.additional(number, contentType, Tls12Header.VERSION, plaintext.length);
    byte[] sealed = aead.seal(nonce(number), additional, plaintext);
    return Tls12Header.record(contentType, explicitNonce ? join(number, sealed) : sealed);
  }

  @Override
  public void skip() {
    sequence.next();
  }

  @Override
  public Opened open(int contentType, int version, byte[] fragment) throws CryptoException {
    byte[] number = sequence.peek();
    int start = explicitNonce ? EXPLICIT_NONCE : 0;
    int length = fragment.length - start - tagLength;
    if (length < 0) {
      throw new CryptoException(
          CryptoException.Kind.BAD_RECORD_MAC, "A record is shorter than its nonce and tag");
    }
    byte[] nonce = nonce(explicitNonce ? Arrays.copyOf(fragment, start) : number);
    byte[] plaintext =
        aead.open(
            nonce,
            Tls12Header.additional(number, contentType, version, length),
            Arrays.copyOfRange(fragment, start, fragment.length));
    sequence.next();
    return new Opened(contentType, plaintext);
  }

  private byte[] nonce(byte[] explicit) {
    return explicitNonce ? join(iv, explicit) : Sequence.mask(iv, explicit);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
