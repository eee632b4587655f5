package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes and verifies signatures by their schemes (RFC 9846, Section 4.3.3). */
public final class Signatures {
  /** Every scheme that we can make, in the order in which an endpoint of ours prefers them. */
  private static final List<SignatureScheme> PREFERENCE =
      List.of(
          SignatureScheme.ECDSA_SECP256R1_SHA256,
          SignatureScheme.ECDSA_SECP384R1_SHA384,
          SignatureScheme.ECDSA_SECP521R1_SHA512,
          SignatureScheme.ED25519,
          SignatureScheme.ED448,
          SignatureScheme.RSA_PSS_RSAE_SHA256,
          SignatureScheme.RSA_PSS_RSAE_SHA384,
          SignatureScheme.RSA_PSS_RSAE_SHA512,
          SignatureScheme.RSA_PSS_PSS_SHA256,
          SignatureScheme.RSA_PSS_PSS_SHA384,
          SignatureScheme.RSA_PSS_PSS_SHA512,
          SignatureScheme.ECDSA_BRAINPOOLP256R1TLS13_SHA256,
          SignatureScheme.ECDSA_BRAINPOOLP384R1TLS13_SHA384,
          SignatureScheme.ECDSA_BRAINPOOLP512R1TLS13_SHA512,
          SignatureScheme.MLDSA44,
          SignatureScheme.MLDSA65,
          SignatureScheme.MLDSA87,
          SignatureScheme.RSA_PKCS1_SHA256,
          SignatureScheme.RSA_PKCS1_SHA384,
          SignatureScheme.RSA_PKCS1_SHA512,
          SignatureScheme.RSA_PKCS1_SHA1,
          SignatureScheme.ECDSA_SHA1);

  /** TLS 1.2's, for the suites that end in DSS and none else (RFC 5246, Appendix A.4.1). */
  private static final List<SignatureScheme> DSA =
      List.of(SignatureScheme.DSA_SHA256, SignatureScheme.DSA_SHA224, SignatureScheme.DSA_SHA1);

  private Signatures() {}

  /** Every scheme that our endpoints can use, but DSA's, which nobody offers any more. */
  public static List<SignatureScheme> all() {
    return PREFERENCE;
  }

  /** Those, and DSA's in TLS 1.2. */
  public static List<SignatureScheme> withDsa() {
    return Stream.concat(PREFERENCE.stream(), DSA.stream()).toList();
  }

  /** Whether a scheme is one of DSA's. */
  public static boolean isDsa(SignatureScheme scheme) {
    return DSA.contains(scheme);
  }

  /**
   * Signs.
   *
   * @param scheme how
   * @param key with what
   * @param content the content, not its hash
   * @param random for schemes that take one
   * @throws CryptoException UNUSABLE_KEY if the key cannot make such a signature
   */
  public static byte[] sign(
      SignatureScheme scheme, PrivateKey key, byte[] content, SecureRandom random)
      throws CryptoException {
    SignatureRecipe recipe =
        SignatureRecipe.of(scheme)
            .orElseThrow(
                () ->
                    new CryptoException(
                        CryptoException.Kind.UNUSABLE_KEY, "No recipe makes " + scheme));
    if (recipe.keyKind().equals("EC")) {
      Optional<byte[]> made = EllipticSignatures.sign(recipe, key, content, random);
      if (made.isPresent()) {
        return made.get();
      }
    }
    try {
      if (isLattice(recipe) && recipe.keyKind().equals(KeyKinds.kind(key))) {
        return LatticeSignatures.sign(key, content, random);
      }
      Signature signature = instance(recipe, key);
      signature.initSign(key, random);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException
        | IllegalArgumentException
        | IOException
        | org.bouncycastle.crypto.CryptoException e) {
      throw new CryptoException(
          CryptoException.Kind.UNUSABLE_KEY,
          "A " + KeyKinds.kind(key) + " key cannot make " + scheme,
          e);
    }
  }

  /**
   * Verifies.
   *
   * @param scheme how
   * @param key with what
   * @param content the content, not its hash
   * @param made the signature, not trusted
   * @return false also where the key cannot have made it
   */
  public static boolean verify(SignatureScheme scheme, PublicKey key, byte[] content, byte[] made) {
    Optional<SignatureRecipe> recipe = SignatureRecipe.of(scheme);
    if (recipe.isEmpty() || !recipe.get().keyKind().equals(KeyKinds.kind(key))) {
      return false;
    }
    try {
      if (recipe.get().keyKind().equals("EC")) {
        Optional<Boolean> told = EllipticSignatures.verify(recipe.get(), key, content, made);
        if (told.isPresent()) {
          return told.get();
        }
      }
      if (isLattice(recipe.get())) {
        return LatticeSignatures.verify(key, content, made);
      }
      Signature signature = instance(recipe.get(), key);
      signature.initVerify(key);
      signature.update(content);
      return signature.verify(made);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // Providers answer hostile keys and signatures with unchecked exceptions of many kinds.
      return false;
    }
  }

  /**
   * Whether a key may be used with a scheme in a version.
   *
   * @param scheme which
   * @param key private or public
   * @param version TLS 1.3 ties curves to hashes and leaves PKCS #1 v1.5, DSA and SHA-1 out
   */
  public static boolean fits(SignatureScheme scheme, Key key, ProtocolVersion version) {
    Optional<SignatureRecipe> recipe = SignatureRecipe.of(scheme);
    if (recipe.isEmpty() || !recipe.get().keyKind().equals(KeyKinds.kind(key))) {
      return false;
    }
    if (recipe.get().pss().isPresent() && isTooShort(key, recipe.get().pss().get())) {
      return false;
    }
    int code = scheme.code();
    if (!version.equals(ProtocolVersion.TLS13)) {
      // Before TLS 1.3 a hash is tied to no curve; the schemes of RFC 8734 do not exist there.
      return code < 0x081a || code > 0x081c;
    }
    boolean older = recipe.get().jcaName().endsWith("withRSA") || isDsa(scheme) || code == 0x0203;
    return !older
        && (recipe.get().curve().isEmpty() || recipe.get().curve().equals(KeyKinds.curve(key)));
  }

  /** Hash, salt and two octets have to fit the modulus (RFC 8017, Section 9.1.1). */
  private static boolean isTooShort(Key key, PSSParameterSpec pss) {
    int octets = 2 * pss.getSaltLength() + 2;
    return key instanceof RSAKey rsa && rsa.getModulus().bitLength() - 1 < 8 * octets - 7;
  }

  /**
   * The schemes that a key may be used with, preferred first.
   *
   * @param key private or public
   * @param version TLS 1.2 or 1.3
   */
  public static List<SignatureScheme> forKey(Key key, ProtocolVersion version) {
    return withDsa().stream().filter(scheme -> fits(scheme, key, version)).toList();
  }

  /** {@code RSA}, {@code RSASSA-PSS}, {@code EC}, {@code Ed25519}, {@code Ed448} and so on. */
  public static String keyKind(Key key) {
    return KeyKinds.kind(key);
  }

  private static boolean isLattice(SignatureRecipe recipe) {
    return recipe.jcaName().startsWith("ML-DSA");
  }

  /** The registered name of an elliptic curve key's group, where it is one that we know. */
  public static Optional<String> curve(Key key) {
    return KeyKinds.curve(key);
  }

  private static Signature instance(SignatureRecipe recipe, Key key)
      throws GeneralSecurityException {
    boolean foreign =
        key.getClass().getName().startsWith("org.bouncycastle.")
            || Stream.of("secp256r1", "secp384r1", "secp521r1")
                .noneMatch(KeyKinds.curve(key).orElse("secp256r1")::equals)
            || isLattice(recipe);
    Signature signature =
        foreign
            ? Signature.getInstance(recipe.jcaName(), Providers.bouncyCastle())
            : Signature.getInstance(recipe.jcaName());
    if (recipe.pss().isPresent()) {
      signature.setParameter(recipe.pss().get());
    }
    return signature;
  }
}
