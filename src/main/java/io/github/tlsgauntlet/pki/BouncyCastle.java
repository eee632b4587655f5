package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jcajce.provider.util.AsymmetricKeyInfoConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The one instance of a provider that takes long to make. It is not registered with the JVM. */
final class BouncyCastle {
  private BouncyCastle() {}

  /** Made only when it is needed: that takes as long as a whole scan of a server. */
  private static final class Made {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  }

  static BouncyCastleProvider provider() {
    return Made.PROVIDER;
  }

  /**
   * Reads a key. The converters that this needs exist only once a provider has been made, hence not
   * by way of the provider's own static method.
   *
   * @throws IOException if it is none that is known; other exceptions tell malformed keys
   */
  static Optional<PublicKey> publicKey(SubjectPublicKeyInfo info) throws IOException {
    Optional<PublicKey> common = CommonKeys.read(info);
    if (common.isPresent()) {
      return common;
    }
    AsymmetricKeyInfoConverter converter =
        provider().getKeyInfoConverter(info.getAlgorithm().getAlgorithm());
    return converter == null ? Optional.empty() : Optional.of(converter.generatePublic(info));
  }

  /**
   * Reads a private key.
   *
   * @throws IOException if it is none that is known; other exceptions tell malformed keys
   */
  static Optional<PrivateKey> privateKey(PrivateKeyInfo info) throws IOException {
    AsymmetricKeyInfoConverter converter =
        provider().getKeyInfoConverter(info.getPrivateKeyAlgorithm().getAlgorithm());
    return converter == null ? Optional.empty() : Optional.of(converter.generatePrivate(info));
  }
}
