package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.Optional;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;

/** The groups by their code points. */
final class Groups {
  private Groups() {}

  static Optional<KeyExchangeGroup> of(NamedGroup group) {
    return switch (group.code()) {
      case 21 -> curve("secp224r1");
      case 22 -> curve("secp256k1");
      case 23 -> curve("secp256r1");
      case 24 -> curve("secp384r1");
      case 25 -> curve("secp521r1");
      case 26, 31 -> curve("brainpoolP256r1");
      case 27, 32 -> curve("brainpoolP384r1");
      case 28, 33 -> curve("brainpoolP512r1");
      case 29 -> Optional.of(MontgomeryGroup.X25519);
      case 30 -> Optional.of(MontgomeryGroup.X448);
      case 256 -> field(DHStandardGroups.rfc7919_ffdhe2048);
      case 257 -> field(DHStandardGroups.rfc7919_ffdhe3072);
      case 258 -> field(DHStandardGroups.rfc7919_ffdhe4096);
      case 259 -> field(DHStandardGroups.rfc7919_ffdhe6144);
      case 260 -> field(DHStandardGroups.rfc7919_ffdhe8192);
      case 512 -> Optional.of(new KemGroup(MLKEMParameters.ml_kem_512));
      case 513 -> Optional.of(new KemGroup(MLKEMParameters.ml_kem_768));
      case 514 -> Optional.of(new KemGroup(MLKEMParameters.ml_kem_1024));
      // draft-ietf-tls-ecdhe-mlkem: the curve first, except with X25519.
      case 0x11eb ->
          Optional.of(
              new HybridGroup(
                  EllipticGroup.named("secp256r1"),
                  new KemGroup(MLKEMParameters.ml_kem_768),
                  65,
                  65));
      case 0x11ec ->
          Optional.of(
              new HybridGroup(
                  new KemGroup(MLKEMParameters.ml_kem_768), MontgomeryGroup.X25519, 1184, 1088));
      case 0x11ed ->
          Optional.of(
              new HybridGroup(
                  EllipticGroup.named("secp384r1"),
                  new KemGroup(MLKEMParameters.ml_kem_1024),
                  97,
                  97));
      default -> Optional.empty();
    };
  }

  private static Optional<KeyExchangeGroup> curve(String name) {
    return Optional.of(EllipticGroup.named(name));
  }

  /** TLS 1.3 keeps the secret's leading zeros (RFC 9846, Section 7.4.1). */
  private static Optional<KeyExchangeGroup> field(DHParameters parameters) {
    return Optional.of(new FiniteFieldGroup(parameters.getP(), parameters.getG(), true));
  }
}
