package io.github.tlsgauntlet.pki;

import java.security.PrivateKey;
import java.util.List;

/**
 * What an endpoint presents: a certificate list as it goes on the wire, and the key that signs.
 *
 * <p>The certificates are bytes, since a recipe may ask for bytes that no parser takes.
 */
public final class Credential {
  private final List<byte[]> certificates;
  private final LazyKey key;

  /**
   * A credential.
   *
   * @param certificates DER (or what a mutation made of it), end-entity certificate first
   * @param privateKey the key that makes the endpoint's signatures; it need not match the
   *     certificate
   */
  public Credential(List<byte[]> certificates, PrivateKey privateKey) {
    this(certificates, new LazyKey(() -> privateKey));
  }

  Credential(List<byte[]> certificates, LazyKey key) {
    this.certificates = List.copyOf(certificates);
    this.key = key;
  }

  /** DER (or what a mutation made of it), end-entity certificate first. */
  public List<byte[]> certificates() {
    return certificates;
  }

  /** The key that makes the endpoint's signatures; it need not match the certificate. */
  public PrivateKey privateKey() {
    return key.get();
  }
}
