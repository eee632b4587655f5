package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * A certificate transparency log (RFC 6962) as a list of logs describes it.
 *
 * @param id SHA-256 of its key, in hexadecimal
 * @param name as the list describes it
 * @param state usable, retired and so on, in the list's words; empty where the list has none
 * @param encodedKey what its timestamps verify with, in DER
 */
public record TransparencyLog(String id, String name, String state, byte[] encodedKey) {
  /** The key; empty where it is none that this Java can use. */
  public Optional<PublicKey> key() {
    return Asn1.read(encodedKey, SubjectPublicKeyInfo::getInstance)
        .filter(KeyBounds::isWorthReading)
        .flatMap(TransparencyLog::key);
  }

  private static Optional<PublicKey> key(SubjectPublicKeyInfo info) {
    try {
      return BouncyCastle.publicKey(info);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle tells keys that it can't read by unchecked exceptions too.
      return Optional.empty();
    }
  }
}
