package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;
import javax.crypto.Cipher;

/** RSA key transport (RFC 5246, Section 7.4.7.1). */
public final class RsaKeyTransport {
  private static final int PREMASTER = 48;
  private static final int EXPORT_BITS = 512;

  private RsaKeyTransport() {}

  /**
   * A premaster secret.
   *
   * @param version that the ClientHello names, whatever was negotiated
   * @param random for its last 46 bytes
   */
  public static byte[] premaster(ProtocolVersion version, SecureRandom random) {
    byte[] premaster = new byte[PREMASTER];
    random.nextBytes(premaster);
    premaster[0] = (byte) (version.code() >> 8);
    premaster[1] = (byte) version.code();
    return premaster;
  }

  /** A short key of a server of ours, for a suite that was weakened for export. */
  public static KeyPair temporaryPair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(EXPORT_BITS, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw Providers.missing(e);
    }
  }

  /**
   * A key that a server sent outside a certificate.
   *
   * @param modulus not trusted
   * @param exponent not trusted
   * @return empty where they make no key
   */
  public static Optional<PublicKey> key(BigInteger modulus, BigInteger exponent) {
    try {
      return Optional.of(
          KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
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
   * Whether what a client sent is well formed: what a server must never let show.
   *
   * @param key ours
   * @param encrypted the client's, not trusted
   */
  public static boolean decrypts(PrivateKey key, byte[] encrypted) {
    try {
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.DECRYPT_MODE, key);
      return cipher.doFinal(encrypted).length == PREMASTER;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * Decrypts what a client sent; a random secret where it does not decrypt, so that nothing is
   * told.
   *
   * @param key ours
   * @param encrypted the client's, not trusted
   * @param version that the ClientHello names
   * @param random for the stand-in
   */
  public static byte[] decrypt(
      PrivateKey key, byte[] encrypted, ProtocolVersion version, SecureRandom random) {
    byte[] standIn = premaster(version, random);
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
