package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.Optional;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;

/** The groups by their code points. */
final class Groups {
  private static final int POINT_256 = 65;
  private static final int POINT_384 = 97;

  private Groups() {}

  static Optional<KeyExchangeGroup> of(NamedGroup group) {
    return switch (group.code()) {
      case 1 -> curve("sect163k1");
      case 2 -> curve("sect163r1");
      case 3 -> curve("sect163r2");
      case 4 -> curve("sect193r1");
      case 5 -> curve("sect193r2");
      case 6 -> curve("sect233k1");
      case 7 -> curve("sect233r1");
      case 8 -> curve("sect239k1");
      case 9 -> curve("sect283k1");
      case 10 -> curve("sect283r1");
      case 11 -> curve("sect409k1");
      case 12 -> curve("sect409r1");
      case 13 -> curve("sect571k1");
      case 14 -> curve("sect571r1");
      case 15 -> curve("secp160k1");
      case 16 -> curve("secp160r1");
      case 17 -> curve("secp160r2");
      case 18 -> curve("secp192k1");
      case 19 -> curve("secp192r1");
      case 20 -> curve("secp224k1");
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
      case 41 -> curve("sm2p256v1");
      case 256 -> field(DHStandardGroups.rfc7919_ffdhe2048);
      case 257 -> field(DHStandardGroups.rfc7919_ffdhe3072);
      case 258 -> field(DHStandardGroups.rfc7919_ffdhe4096);
      case 259 -> field(DHStandardGroups.rfc7919_ffdhe6144);
      case 260 -> field(DHStandardGroups.rfc7919_ffdhe8192);
      case 512 -> Optional.of(new KemGroup(MLKEMParameters.ml_kem_512));
      case 513 -> Optional.of(new KemGroup(MLKEMParameters.ml_kem_768));
      case 514 -> Optional.of(new KemGroup(MLKEMParameters.ml_kem_1024));
      // The order of the names is the order of the shares, except with X25519MLKEM768, whose name
      // is
      // older than the rule (draft-ietf-tls-ecdhe-mlkem).
      case 0x11eb -> curveFirst("secp256r1", POINT_256, MLKEMParameters.ml_kem_768);
      case 0x11ec ->
          Optional.of(
              new HybridGroup(
                  new KemGroup(MLKEMParameters.ml_kem_768), MontgomeryGroup.X25519, 1184, 1088));
      case 0x11ed -> curveFirst("secp384r1", POINT_384, MLKEMParameters.ml_kem_1024);
      case 0x11ee -> curveFirst("sm2p256v1", POINT_256, MLKEMParameters.ml_kem_768);
      default -> Optional.empty();
    };
  }

  private static Optional<KeyExchangeGroup> curve(String name) {
    return Optional.of(EllipticGroup.named(name));
  }

  private static Optional<KeyExchangeGroup> curveFirst(
      String name, int point, MLKEMParameters parameters) {
    return Optional.of(
        new HybridGroup(EllipticGroup.named(name), new KemGroup(parameters), point, point));
  }

  /** TLS 1.3 keeps the secret's leading zeros (RFC 9846, Section 7.4.1). */
  private static Optional<KeyExchangeGroup> field(DHParameters parameters) {
    return Optional.of(new FiniteFieldGroup(parameters.getP(), parameters.getG(), true));
  }
}
