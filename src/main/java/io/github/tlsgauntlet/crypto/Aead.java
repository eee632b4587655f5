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
  private final Run run;

  /** Encrypts or decrypts once, with the key that it has. */
  @FunctionalInterface
  private interface Run {
    byte[] run(boolean encrypts, byte[] nonce, byte[] additional, byte[] input)
        throws GeneralSecurityException;
  }

  Aead(BulkCipher bulk, byte[] key) {
    this.bulk = bulk;
    this.run =
        bulk.isForeign()
            ? (encrypts, nonce, additional, input) ->
                ForeignCiphers.aead(bulk, key, encrypts, nonce, additional, input)
            : ofJdk(bulk, key);
  }

  byte[] seal(byte[] nonce, byte[] additional, byte[] plaintext) {
    try {
      return run.run(true, nonce, additional, plaintext);
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
      return run.run(false, nonce, additional, ciphertext);
    } catch (GeneralSecurityException e) {
      throw new CryptoException(
          CryptoException.Kind.BAD_RECORD_MAC, "A record's tag does not verify", e);
    }
  }

  private static Run ofJdk(BulkCipher bulk, byte[] key) {
    boolean gcm = bulk.mode() == BulkCipher.Mode.GCM;
    SecretKeySpec spec = new SecretKeySpec(key, gcm ? bulk.algorithm() : "ChaCha20");
    Cipher cipher = cipher(bulk);
    return (encrypts, nonce, additional, input) -> {
      AlgorithmParameterSpec parameters =
          gcm ? new GCMParameterSpec(bulk.tagLength() * BITS, nonce) : new IvParameterSpec(nonce);
      cipher.init(encrypts ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, spec, parameters);
      cipher.updateAAD(additional);
      return cipher.doFinal(input);
    };
  }

  private static Cipher cipher(BulkCipher bulk) {
    try {
      return switch (bulk.mode()) {
        case CHACHA20_POLY1305 -> Cipher.getInstance("ChaCha20-Poly1305");
        case GCM -> Cipher.getInstance("AES/GCM/NoPadding");
        case CCM, CBC, STREAM, NULL ->
            throw new IllegalArgumentException(bulk + " is no AEAD of the JDK's");
      };
    } catch (GeneralSecurityException e) {
      throw Providers.missing(e);
    }
  }
}
