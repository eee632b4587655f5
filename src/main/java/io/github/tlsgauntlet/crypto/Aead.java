package io.github.tlsgauntlet.crypto;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** An AEAD with one key: GCM and CCM (RFC 5116), ChaCha20-Poly1305 (RFC 8439). */
final class Aead {
  private static final int BITS = 8;

  private final BulkCipher bulk;
  private final Cipher cipher;
  private final SecretKeySpec key;

  Aead(BulkCipher bulk, byte[] key) {
    this.bulk = bulk;
    this.cipher = cipher(bulk);
    this.key =
        new SecretKeySpec(
            key, bulk.mode() == BulkCipher.Mode.CHACHA20_POLY1305 ? "ChaCha20" : bulk.algorithm());
  }

  byte[] seal(byte[] nonce, byte[] additional, byte[] plaintext) {
    try {
      return run(Cipher.ENCRYPT_MODE, nonce, additional, plaintext);
    } catch (GeneralSecurityException e) {
      throw Providers.missing(e);
    }
  }

  byte[] open(byte[] nonce, byte[] additional, byte[] ciphertext) throws CryptoException {
    if (ciphertext.length < bulk.tagLength()) {
      throw new CryptoException(
          CryptoException.Kind.BAD_RECORD_MAC, "A record is shorter than its tag");
    }
    try {
      return run(Cipher.DECRYPT_MODE, nonce, additional, ciphertext);
    } catch (GeneralSecurityException e) {
      throw new CryptoException(
          CryptoException.Kind.BAD_RECORD_MAC, "A record's tag does not verify", e);
    }
  }

  private byte[] run(int mode, byte[] nonce, byte[] additional, byte[] input)
      throws GeneralSecurityException {
    AlgorithmParameterSpec parameters =
        bulk.mode() == BulkCipher.Mode.CHACHA20_POLY1305
            ? new IvParameterSpec(nonce)
            : new GCMParameterSpec(bulk.tagLength() * BITS, nonce);
    cipher.init(mode, key, parameters);
    cipher.updateAAD(additional);
    return cipher.doFinal(input);
  }

  private static Cipher cipher(BulkCipher bulk) {
    try {
      return switch (bulk.mode()) {
        case CHACHA20_POLY1305 -> Cipher.getInstance("ChaCha20-Poly1305");
        case GCM ->
            bulk.algorithm().equals("AES")
                ? Cipher.getInstance("AES/GCM/NoPadding")
                : Cipher.getInstance(bulk.algorithm() + "/GCM/NoPadding", Providers.bouncyCastle());
        case CCM ->
            Cipher.getInstance(bulk.algorithm() + "/CCM/NoPadding", Providers.bouncyCastle());
        case CBC, STREAM, NULL -> throw new IllegalArgumentException(bulk + " is no AEAD");
      };
    } catch (GeneralSecurityException e) {
      throw Providers.missing(e);
    }
  }
}
