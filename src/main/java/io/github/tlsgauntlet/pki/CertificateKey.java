package io.github.tlsgauntlet.pki;

import java.security.PrivateKey;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * A key pair as the mint uses it.
 *
 * @param algorithm its kind
 * @param info the public half as a certificate carries it
 * @param signer the private half for Bouncy Castle's signers
 * @param lazyKey the private half for whoever presents the certificate
 * @param identifier what key identifier extensions hold
 */
record CertificateKey(
    KeyAlgorithm algorithm,
    SubjectPublicKeyInfo info,
    AsymmetricKeyParameter signer,
    LazyKey lazyKey,
    byte[] identifier) {
  private static final int IDENTIFIER_LENGTH = 20;

  CertificateKey(
      KeyAlgorithm algorithm,
      SubjectPublicKeyInfo info,
      AsymmetricKeyParameter signer,
      LazyKey lazyKey) {
    this(algorithm, info, signer, lazyKey, identifier(info));
  }

  /** The private half for whoever presents the certificate. */
  PrivateKey privateKey() {
    return lazyKey.get();
  }

  /** The first 160 bits of the SHA-256 hash of the public key (RFC 7093 §2, method 1). */
  static byte[] identifier(SubjectPublicKeyInfo info) {
    byte[] key = info.getPublicKeyData().getOctets();
    return Arrays.copyOf(SeededRandom.sha256(key), IDENTIFIER_LENGTH);
  }
}
