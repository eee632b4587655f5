package io.github.tlsgauntlet.pki;

import java.security.PrivateKey;
import java.util.List;

/**
 * What an endpoint presents: a certificate list as it goes on the wire, and the key that signs.
 *
 * <p>The certificates are bytes, since a recipe may ask for bytes that no parser takes.
 *
 * @param certificates DER (or what a mutation made of it), end-entity certificate first
 * @param privateKey the key that makes the endpoint's signatures; it need not match the certificate
 */
public record Credential(List<byte[]> certificates, PrivateKey privateKey) {
  public Credential {
    certificates = List.copyOf(certificates);
  }
}
