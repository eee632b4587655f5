package io.github.tlsgauntlet.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A hash function, as the PRF, HKDF and record MACs use it. */
public enum HashAlgorithm {
  SHA1("SHA-1", "HmacSHA1", 20),
  SHA256("SHA-256", "HmacSHA256", 32),
  SHA384("SHA-384", "HmacSHA384", 48),
  MD5("MD5", "HmacMD5", 16);

  private final String digestName;
  private final String macName;
  private final int length;

  HashAlgorithm(String digestName, String macName, int length) {
    this.digestName = digestName;
    this.macName = macName;
    this.length = length;
  }

  /** The length of its output in bytes. */
  public int length() {
    return length;
  }

  /** A fresh digest. */
  public MessageDigest digest() {
    try {
      return MessageDigest.getInstance(digestName);
    } catch (GeneralSecurityException e) {
      throw Providers.missing(e);
    }
  }

  /**
   * HMAC with a key (RFC 2104).
   *
   * @param key any length, zero included
   */
  public Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(macName);
      // SecretKeySpec refuses an empty key; HMAC pads with zeros, so one zero byte is the same key.
      mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, macName));
      return mac;
    } catch (GeneralSecurityException e) {
      throw Providers.missing(e);
    }
  }
}
