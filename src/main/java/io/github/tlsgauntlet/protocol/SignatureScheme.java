package io.github.tlsgauntlet.protocol;

import java.util.List;
import java.util.Optional;

/**
 * A signature scheme (IANA TLS SignatureScheme registry; RFC 9846, Section 4.3.3).
 *
 * <p>A record and not an enum: a code point that nobody has registered survives decoding.
 *
 * @param code the code point as it stands on the wire
 */
public record SignatureScheme(int code) {
  public static final SignatureScheme RSA_PKCS1_SHA1 = new SignatureScheme(0x0201);
  public static final SignatureScheme DSA_SHA1 = new SignatureScheme(0x0202);
  public static final SignatureScheme DSA_SHA224 = new SignatureScheme(0x0302);
  public static final SignatureScheme DSA_SHA256 = new SignatureScheme(0x0402);
  public static final SignatureScheme ECDSA_SHA1 = new SignatureScheme(0x0203);
  public static final SignatureScheme RSA_PKCS1_SHA256 = new SignatureScheme(0x0401);
  public static final SignatureScheme RSA_PKCS1_SHA384 = new SignatureScheme(0x0501);
  public static final SignatureScheme RSA_PKCS1_SHA512 = new SignatureScheme(0x0601);
  public static final SignatureScheme ECDSA_SECP256R1_SHA256 = new SignatureScheme(0x0403);
  public static final SignatureScheme ECDSA_SECP384R1_SHA384 = new SignatureScheme(0x0503);
  public static final SignatureScheme ECDSA_SECP521R1_SHA512 = new SignatureScheme(0x0603);
  public static final SignatureScheme RSA_PSS_RSAE_SHA256 = new SignatureScheme(0x0804);
  public static final SignatureScheme RSA_PSS_RSAE_SHA384 = new SignatureScheme(0x0805);
  public static final SignatureScheme RSA_PSS_RSAE_SHA512 = new SignatureScheme(0x0806);
  public static final SignatureScheme ED25519 = new SignatureScheme(0x0807);
  public static final SignatureScheme ED448 = new SignatureScheme(0x0808);
  public static final SignatureScheme RSA_PSS_PSS_SHA256 = new SignatureScheme(0x0809);
  public static final SignatureScheme RSA_PSS_PSS_SHA384 = new SignatureScheme(0x080a);
  public static final SignatureScheme RSA_PSS_PSS_SHA512 = new SignatureScheme(0x080b);
  public static final SignatureScheme ECDSA_BRAINPOOLP256R1TLS13_SHA256 =
      new SignatureScheme(0x081a);
  public static final SignatureScheme ECDSA_BRAINPOOLP384R1TLS13_SHA384 =
      new SignatureScheme(0x081b);
  public static final SignatureScheme ECDSA_BRAINPOOLP512R1TLS13_SHA512 =
      new SignatureScheme(0x081c);
  public static final SignatureScheme MLDSA44 = new SignatureScheme(0x0904);
  public static final SignatureScheme MLDSA65 = new SignatureScheme(0x0905);
  public static final SignatureScheme MLDSA87 = new SignatureScheme(0x0906);

  /**
   * The code point with a registered name.
   *
   * @param name as the IANA registry has it, in any case
   */
  public static Optional<SignatureScheme> named(String name) {
    return CodePointNames.codeOf("scheme", name).map(SignatureScheme::new);
  }

  /** All registered schemes. */
  public static List<SignatureScheme> registered() {
    return CodePointNames.registered("scheme").stream().map(SignatureScheme::new).toList();
  }

  /** Whether the registry recommends it; empty where it does not say. */
  public Optional<Recommended> recommended() {
    return CodePointNames.recommended("scheme", code);
  }

  /** The registered name, or the number where there is none. */
  @Override
  public String toString() {
    return CodePointNames.signatureScheme(code);
  }
}
