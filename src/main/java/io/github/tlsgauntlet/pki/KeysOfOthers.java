package io.github.tlsgauntlet.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** The keys of fixtures that others know, which no command draws. */
final class KeysOfOthers {
  private static final Map<KeyAlgorithm, String> ALL =
      Map.of(
          KeyAlgorithm.RSA_ROCA, "a key whose primes have the form of ROCA",
          KeyAlgorithm.RSA_DEBIAN, "a key of Debian's OpenSSL of 2008",
          KeyAlgorithm.RSA_PUBLISHED, "the test key of RFC 9500");

  private KeysOfOthers() {}

  /** Which of them it is, in words. */
  static Optional<String> of(SubjectPublicKeyInfo key) {
    RsaKeys keys = new RsaKeys(PrimeStore.usual());
    for (Map.Entry<KeyAlgorithm, String> one : ALL.entrySet()) {
      try {
        if (keys.get(one.getKey(), "any leaf").info().equals(key)) {
          return Optional.of(one.getValue());
        }
      } catch (GeneralSecurityException | IOException e) {
        throw new IllegalStateException("This Java can't make " + one.getValue(), e);
      }
    }
    return Optional.empty();
  }
}
