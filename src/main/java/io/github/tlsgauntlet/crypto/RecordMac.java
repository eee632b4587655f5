package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.wire.WireWriter;
import javax.crypto.Mac;

/** The MAC of a record whose cipher does not authenticate. */
interface RecordMac {
  /** In bytes. */
  int length();

  /**
   * The MAC of one record.
   *
   * @param number of the record
   * @param version as its header has it
   * @param covered the plaintext, or what encrypt-then-MAC covers
   */
  byte[] of(byte[] number, int contentType, int version, byte[] covered);

  /** HMAC, since TLS 1.0 (RFC 5246, Section 6.2.3.1). */
  static RecordMac hmac(HashAlgorithm hash, byte[] key) {
    Mac mac = hash.hmac(key);
    return new RecordMac() {
      @Override
      public int length() {
        return hash.length();
      }

      @Override
      public byte[] of(byte[] number, int contentType, int version, byte[] covered) {
        mac.update(Tls12Header.additional(number, contentType, version, covered.length));
        return mac.doFinal(covered);
      }
    };
  }

  /** SSL 3.0's, which leaves the version out (RFC 6101, Section 5.2.3.1). */
  static RecordMac ssl3(HashAlgorithm hash, byte[] key) {
    return new RecordMac() {
      @Override
      public int length() {
        return hash.length();
      }

      @Override
      public byte[] of(byte[] number, int contentType, int version, byte[] covered) {
        byte[] header =
            WireWriter.write(w -> w.bytes(number).uint8(contentType).uint16(covered.length));
        byte[] inner = Ssl3Secrets.hashed(hash, key, Ssl3Secrets.pad(hash, true), header, covered);
        return Ssl3Secrets.hashed(hash, key, Ssl3Secrets.pad(hash, false), inner);
      }
    };
  }
}
