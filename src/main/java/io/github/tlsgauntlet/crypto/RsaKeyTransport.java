package io.github.tlsgauntlet.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import javax.crypto.Cipher;

/** RSA key transport (RFC 5246, Section 7.4.7.1). */
public final class RsaKeyTransport {
  private static final int PREMASTER = 48;
  private static final int TLS12_MAJOR = 3;

  private RsaKeyTransport() {}

  /**
   * A premaster secret for a ClientHello of TLS 1.2.
   *
   * @param random for its last 46 bytes
   */
  public static byte[] premaster(SecureRandom random) {
    byte[] premaster = new byte[PREMASTER];
    random.nextBytes(premaster);
    premaster[0] = TLS12_MAJOR;
    premaster[1] = TLS12_MAJOR;
    return premaster;
  }

  /**
   * Encrypts for a server.
   *
   * @param key the server's
   * @param premaster what to send
   * @param random for the padding
   * @throws CryptoException UNUSABLE_KEY if it is no RSA key
   */
  public static byte[] encrypt(PublicKey key, byte[] premaster, SecureRandom random)
      throws CryptoException {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, key, random);
      return cipher.doFinal(premaster);
    } catch (GeneralSecurityException | RuntimeException e) {
      // The server's key is hostile, and providers answer such keys in many ways.
      throw new CryptoException(
          CryptoException.Kind.UNUSABLE_KEY, "The server's key cannot encrypt with RSA", e);
    }
  }

  /**
   * Decrypts what a client sent; a random secret where it does not decrypt, so that nothing is
   * told.
   *
   * @param key ours
   * @param encrypted the client's, not trusted
   * @param random for the stand-in
   */
  public static byte[] decrypt(PrivateKey key, byte[] encrypted, SecureRandom random) {
    byte[] standIn = premaster(random);
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, key);
      byte[] premaster = cipher.doFinal(encrypted);
      return premaster.length == PREMASTER ? premaster : standIn;
    } catch (GeneralSecurityException e) {
      return standIn;
    }
  }
}
