package io.github.tlsgauntlet.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.DSAEncoding;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;

/**
 * ECDSA with arithmetic that is fast before a JVM has warmed up: the JDK's takes ten milliseconds a
 * signature then, which is much of what a short run does.
 */
final class EllipticSignatures {
  private static final DSAEncoding ENCODING = StandardDSAEncoding.INSTANCE;

  /** The curves that TLS names, each with the multiples of its base point once computed. */
  private static final Map<String, ECDomainParameters> CURVES =
      KeyKinds.curves().stream()
          .collect(
              Collectors.toUnmodifiableMap(Function.identity(), EllipticSignatures::parameters));

  private EllipticSignatures() {}

  /**
   * Signs.
   *
   * @param recipe an ECDSA scheme's
   * @return empty where the key stays in its provider, or its curve is none that TLS names
   */
  static Optional<byte[]> sign(
      SignatureRecipe recipe, PrivateKey key, byte[] content, SecureRandom random)
      throws CryptoException {
    if (!(key instanceof ECPrivateKey elliptic)) {
      return Optional.empty();
    }
    Optional<ECDomainParameters> curve = curve(key);
    if (curve.isEmpty()) {
      return Optional.empty();
    }
    ECDSASigner signer = new ECDSASigner();
    signer.init(
        true,
        new ParametersWithRandom(new ECPrivateKeyParameters(elliptic.getS(), curve.get()), random));
    BigInteger[] pair = signer.generateSignature(digest(recipe, content));
    try {
      return Optional.of(ENCODING.encode(signer.getOrder(), pair[0], pair[1]));
    } catch (IOException e) {
      throw new CryptoException(
          CryptoException.Kind.UNUSABLE_KEY, "A signature that does not encode", e);
    }
  }

  /**
   * Verifies.
   *
   * @param recipe an ECDSA scheme's
   * @param made the signature, not trusted; anything but DER does not verify
   * @return empty where the key stays in its provider, or its curve is none that TLS names
   * @throws IllegalArgumentException if the key is no point of its curve
   */
  static Optional<Boolean> verify(
      SignatureRecipe recipe, PublicKey key, byte[] content, byte[] made) {
    if (!(key instanceof ECPublicKey elliptic)) {
      return Optional.empty();
    }
    Optional<ECDomainParameters> curve = curve(key);
    if (curve.isEmpty()) {
      return Optional.empty();
    }
    ECPoint point =
        curve
            .get()
            .getCurve()
            .createPoint(elliptic.getW().getAffineX(), elliptic.getW().getAffineY());
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, new ECPublicKeyParameters(point, curve.get()));
    try {
      BigInteger[] pair = ENCODING.decode(curve.get().getN(), made);
      return Optional.of(signer.verifySignature(digest(recipe, content), pair[0], pair[1]));
    } catch (IOException e) {
      return Optional.of(false);
    }
  }

  private static Optional<ECDomainParameters> curve(Key key) {
    return KeyKinds.curve(key).map(CURVES::get);
  }

  private static ECDomainParameters parameters(String name) {
    X9ECParameters fast = CustomNamedCurves.getByName(name);
    return new ECDomainParameters(fast != null ? fast : ECNamedCurveTable.getByName(name));
  }

  private static byte[] digest(SignatureRecipe recipe, byte[] content) {
    String hash = recipe.jcaName().replace("withECDSA", "").replace("SHA", "SHA-");
    try {
      return MessageDigest.getInstance(hash).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw Providers.missing(e);
    }
  }
}
