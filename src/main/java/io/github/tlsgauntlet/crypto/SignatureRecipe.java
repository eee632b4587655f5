package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/**
 * How JCA makes a signature scheme's signatures.
 *
 * @param scheme the scheme
 * @param jcaName {@code SHA256withECDSA}
 * @param keyKind {@code RSA}, {@code RSASSA-PSS}, {@code DSA}, {@code EC}, {@code Ed25519}, {@code
 *     ML-DSA-44}
 * @param curve the curve that TLS 1.3 ties it to; empty for none
 * @param pss the parameters of RSASSA-PSS; empty for others
 */
record SignatureRecipe(
    SignatureScheme scheme,
    String jcaName,
    String keyKind,
    Optional<String> curve,
    Optional<PSSParameterSpec> pss) {
  static Optional<SignatureRecipe> of(SignatureScheme scheme) {
    return switch (scheme.code()) {
      case 0x0101 -> plain(scheme, "MD5withRSA", "RSA");
      case 0x0201 -> plain(scheme, "SHA1withRSA", "RSA");
      case 0x0202 -> plain(scheme, "SHA1withDSA", "DSA");
      case 0x0203 -> plain(scheme, "SHA1withECDSA", "EC");
      case 0x0301 -> plain(scheme, "SHA224withRSA", "RSA");
      case 0x0302 -> plain(scheme, "SHA224withDSA", "DSA");
      case 0x0303 -> plain(scheme, "SHA224withECDSA", "EC");
      case 0x0401 -> plain(scheme, "SHA256withRSA", "RSA");
      case 0x0501 -> plain(scheme, "SHA384withRSA", "RSA");
      case 0x0601 -> plain(scheme, "SHA512withRSA", "RSA");
      case 0x0402 -> plain(scheme, "SHA256withDSA", "DSA");
      case 0x0403 -> curve(scheme, "SHA256withECDSA", "secp256r1");
      case 0x0503 -> curve(scheme, "SHA384withECDSA", "secp384r1");
      case 0x0603 -> curve(scheme, "SHA512withECDSA", "secp521r1");
      case 0x081a -> curve(scheme, "SHA256withECDSA", "brainpoolP256r1");
      case 0x081b -> curve(scheme, "SHA384withECDSA", "brainpoolP384r1");
      case 0x081c -> curve(scheme, "SHA512withECDSA", "brainpoolP512r1");
      case 0x0804 -> pss(scheme, "RSA", MGF1ParameterSpec.SHA256, 32);
      case 0x0805 -> pss(scheme, "RSA", MGF1ParameterSpec.SHA384, 48);
      case 0x0806 -> pss(scheme, "RSA", MGF1ParameterSpec.SHA512, 64);
      case 0x0809 -> pss(scheme, "RSASSA-PSS", MGF1ParameterSpec.SHA256, 32);
      case 0x080a -> pss(scheme, "RSASSA-PSS", MGF1ParameterSpec.SHA384, 48);
      case 0x080b -> pss(scheme, "RSASSA-PSS", MGF1ParameterSpec.SHA512, 64);
      case 0x0807 -> plain(scheme, "Ed25519", "Ed25519");
      case 0x0808 -> plain(scheme, "Ed448", "Ed448");
      case 0x0904 -> plain(scheme, "ML-DSA-44", "ML-DSA-44");
      case 0x0905 -> plain(scheme, "ML-DSA-65", "ML-DSA-65");
      case 0x0906 -> plain(scheme, "ML-DSA-87", "ML-DSA-87");
      default -> Optional.empty();
    };
  }

  private static Optional<SignatureRecipe> plain(
      SignatureScheme scheme, String jcaName, String keyKind) {
    return Optional.of(
        new SignatureRecipe(scheme, jcaName, keyKind, Optional.empty(), Optional.empty()));
  }

  private static Optional<SignatureRecipe> curve(
      SignatureScheme scheme, String jcaName, String curve) {
    return Optional.of(
        new SignatureRecipe(scheme, jcaName, "EC", Optional.of(curve), Optional.empty()));
  }

  private static Optional<SignatureRecipe> pss(
      SignatureScheme scheme, String keyKind, MGF1ParameterSpec mgf, int salt) {
    return Optional.of(
        new SignatureRecipe(
            scheme,
            "RSASSA-PSS",
            keyKind,
            Optional.empty(),
            Optional.of(
                new PSSParameterSpec(
                    mgf.getDigestAlgorithm(),
                    "MGF1",
                    mgf,
                    salt,
                    PSSParameterSpec.TRAILER_FIELD_BC))));
  }
}
