package io.github.tlsgauntlet.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Locale;

/** Whether a private key belongs to a public key: by signing something. */
final class KeyPairs {
  private static final byte[] PROBE = {1, 2, 3, 4};

  private KeyPairs() {}

  static boolean match(PrivateKey privateKey, PublicKey publicKey) {
    String algorithm =
        switch (privateKey.getAlgorithm().toUpperCase(Locale.ROOT)) {
          case "RSA" -> "SHA256withRSA";
          case "EC", "ECDSA" -> "SHA256withECDSA";
          default -> privateKey.getAlgorithm();
        };
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(privateKey);
      signer.update(PROBE);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(publicKey);
      verifier.update(PROBE);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // Another kind of key than the certificate's cannot match; one that this JVM can't use is
      // left to the handshake to try.
      return privateKey.getAlgorithm().equals(publicKey.getAlgorithm());
    }
  }
}
