package io.github.tlsgauntlet.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * Signatures before TLS 1.2, which name no scheme: RSA over MD5 and SHA-1 without saying which hash
 * it is, DSA and ECDSA over SHA-1 (RFC 2246, Section 7.4.3; RFC 8422, Section 5.10).
 */
public final class OldSignatures {
  private static final String RSA = "RSA/ECB/PKCS1Padding";

  private OldSignatures() {}

  /**
   * The digests of a content.
   *
   * @param content what a server signs
   */
  public static OlderSecrets.Digests digests(byte[] content) {
    return new OlderSecrets.Digests(
        HashAlgorithm.MD5.digest().digest(content), HashAlgorithm.SHA1.digest().digest(content));
  }

  /**
   * Signs.
   *
   * @param key RSA, DSA or EC
   * @throws CryptoException UNUSABLE_KEY if it is another
   */
  public static byte[] sign(PrivateKey key, OlderSecrets.Digests digests, SecureRandom random)
      throws CryptoException {
    try {
      if (KeyKinds.kind(key).equals("RSA")) {
        Cipher cipher = Cipher.getInstance(RSA);
        cipher.init(Cipher.ENCRYPT_MODE, key, random);
        return cipher.doFinal(both(digests));
      }
      Signature signature = raw(KeyKinds.kind(key));
      signature.initSign(key, random);
      signature.update(digests.sha1());
      return signature.sign();
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new CryptoException(
          CryptoException.Kind.UNUSABLE_KEY,
          "A " + KeyKinds.kind(key) + " key signs nothing before TLS 1.2",
          e);
    }
  }

  /**
   * Verifies.
   *
   * @param key the peer's, not trusted
   * @param made the signature, not trusted
   * @return false also where the key cannot have made it
   */
  public static boolean verify(PublicKey key, OlderSecrets.Digests digests, byte[] made) {
    try {
      if (KeyKinds.kind(key).equals("RSA")) {
        Cipher cipher = Cipher.getInstance(RSA);
        cipher.init(Cipher.DECRYPT_MODE, key);
        return MessageDigest.isEqual(cipher.doFinal(made), both(digests));
      }
      Signature signature = raw(KeyKinds.kind(key));
      signature.initVerify(key);
      signature.update(digests.sha1());
      return signature.verify(made);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Providers answer hostile keys and signatures with exceptions of many kinds.
      return false;
    }
  }

  private static Signature raw(String kind) throws GeneralSecurityException {
    return Signature.getInstance(kind.equals("EC") ? "NONEwithECDSA" : "NONEwithDSA");
  }

  private static byte[] both(OlderSecrets.Digests digests) {
    byte[] both = Arrays.copyOf(digests.md5(), digests.md5().length + digests.sha1().length);
    System.arraycopy(digests.sha1(), 0, both, digests.md5().length, digests.sha1().length);
    return both;
  }
}
