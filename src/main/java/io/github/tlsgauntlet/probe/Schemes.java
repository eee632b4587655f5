package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The signature schemes that a probe offers. */
final class Schemes {
  /** wolfSSL passes over what stands late in a long list. */
  private static final List<SignatureScheme> USUAL =
      List.of(
          SignatureScheme.ECDSA_SECP256R1_SHA256,
          SignatureScheme.ECDSA_SECP384R1_SHA384,
          SignatureScheme.ECDSA_SECP521R1_SHA512,
          SignatureScheme.RSA_PSS_RSAE_SHA256,
          SignatureScheme.RSA_PSS_RSAE_SHA384,
          SignatureScheme.RSA_PSS_RSAE_SHA512,
          SignatureScheme.RSA_PKCS1_SHA256,
          SignatureScheme.RSA_PKCS1_SHA384,
          SignatureScheme.RSA_PKCS1_SHA512,
          SignatureScheme.ED25519,
          SignatureScheme.ED448,
          SignatureScheme.RSA_PSS_PSS_SHA256,
          SignatureScheme.RSA_PSS_PSS_SHA384,
          SignatureScheme.RSA_PSS_PSS_SHA512);

  private static final List<SignatureScheme> ALL = usualFirst();

  private Schemes() {}

  /** All that are registered, those first that certificates of today need. */
  static List<SignatureScheme> all() {
    return ALL;
  }

  private static List<SignatureScheme> usualFirst() {
    Set<SignatureScheme> schemes = new LinkedHashSet<>(USUAL);
    schemes.addAll(SignatureScheme.registered());
    return List.copyOf(schemes);
  }
}
