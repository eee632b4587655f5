package io.github.tlsgauntlet.crypto;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.jspecify.annotations.Nullable;

/**
 * ML-DSA (FIPS 204, RFC 9881) without a provider object: making one takes longer than a hundred
 * signatures. The caller has made sure that the key is of the scheme's parameter set.
 */
final class LatticeSignatures {
  private LatticeSignatures() {}

  /**
   * Signs.
   *
   * @throws IOException if the key has no encoding that Bouncy Castle reads
   */
  static byte[] sign(PrivateKey key, byte[] content, SecureRandom random)
      throws IOException, CryptoException {
    MLDSASigner signer = new MLDSASigner();
    signer.init(
        true,
        new ParametersWithRandom(PrivateKeyFactory.createKey(encoding(key.getEncoded())), random));
    signer.update(content, 0, content.length);
    return signer.generateSignature();
  }

  /**
   * Verifies.
   *
   * @throws IOException if the key has no encoding that Bouncy Castle reads
   */
  static boolean verify(PublicKey key, byte[] content, byte[] made) throws IOException {
    MLDSASigner signer = new MLDSASigner();
    signer.init(false, PublicKeyFactory.createKey(encoding(key.getEncoded())));
    signer.update(content, 0, content.length);
    return signer.verifySignature(made);
  }

  private static byte[] encoding(byte @Nullable [] encoded) throws IOException {
    if (encoded == null) {
      throw new IOException("The key does not leave its provider");
    }
    return encoded;
  }
}
