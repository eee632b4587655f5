package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.util.Locale;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Whether a private key belongs to a public key: by signing something. */
final class KeyPairs {
  private static final byte[] PROBE = {1, 2, 3, 4};

  private KeyPairs() {}

  /** Whether they match; a key that does not leave its provider is taken to. */
  static boolean match(PrivateKey privateKey, PublicKey publicKey) {
    if (privateKey instanceof RSAKey mine && publicKey instanceof RSAKey theirs) {
      return mine.getModulus().equals(theirs.getModulus());
    }
    if (privateKey.getEncoded() == null || publicKey.getEncoded() == null) {
      return true;
    }
    try {
      PrivateKey signing = privateKey(PrivateKeyInfo.getInstance(privateKey.getEncoded()));
      PublicKey verifying =
          BouncyCastle.publicKey(SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()))
              .orElseThrow(() -> new IOException("A key that nobody knows"));
      String algorithm = signatureAlgorithm(signing);
      Signature signer = Signature.getInstance(algorithm, BouncyCastle.provider());
      signer.initSign(signing);
      signer.update(PROBE);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm, BouncyCastle.provider());
      verifier.initVerify(verifying);
      verifier.update(PROBE);
      return verifier.verify(signature);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // Keys of two kinds can't be tried on each other, and Bouncy Castle says so by exceptions,
      // unchecked ones among them.
      return false;
    }
  }

  private static PrivateKey privateKey(PrivateKeyInfo info) throws IOException {
    return BouncyCastle.privateKey(info)
        .orElseThrow(() -> new IOException("A key that nobody knows"));
  }

  private static String signatureAlgorithm(PrivateKey key) {
    return switch (key.getAlgorithm().toUpperCase(Locale.ROOT)) {
      case "EC", "ECDSA" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      case "DSA" -> "SHA256withDSA";
      default -> key.getAlgorithm();
    };
  }
}
