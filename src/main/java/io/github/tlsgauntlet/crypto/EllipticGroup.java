package io.github.tlsgauntlet.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * Elliptic-curve Diffie-Hellman on a curve over a prime or a binary field (RFC 9846, Section
 * 4.3.8.2; RFC 8422), its points uncompressed.
 */
final class EllipticGroup implements KeyExchangeGroup {
  private static final int UNCOMPRESSED = 4;

  private final X9ECParameters curve;

  private EllipticGroup(X9ECParameters curve) {
    this.curve = curve;
  }

  static EllipticGroup named(String name) {
    X9ECParameters fast = CustomNamedCurves.getByName(name);
    return new EllipticGroup(fast != null ? fast : ECNamedCurveTable.getByName(name));
  }

  @Override
  public Initiator initiate(SecureRandom random) {
    BigInteger secret =
        BigIntegers.createRandomInRange(
            BigInteger.ONE, curve.getN().subtract(BigInteger.ONE), random);
    byte[] share = new FixedPointCombMultiplier().multiply(curve.getG(), secret).getEncoded(false);
    return new Initiator() {
      @Override
      public byte[] share() {
        return share.clone();
      }

      @Override
      public byte[] finish(byte[] responderShare) throws CryptoException {
        return agree(secret, responderShare);
      }
    };
  }

  @Override
  public Response respond(byte[] initiatorShare, SecureRandom random) throws CryptoException {
    Initiator own = initiate(random);
    return new Response(own.share(), own.finish(initiatorShare));
  }

  private byte[] agree(BigInteger secret, byte[] share) throws CryptoException {
    int field = (curve.getCurve().getFieldSize() + 7) / 8;
    if (share.length != 2 * field + 1 || share[0] != UNCOMPRESSED) {
      throw new CryptoException(
          CryptoException.Kind.BAD_SHARE, "A share is no uncompressed point of its curve");
    }
    try {
      ECPoint point = curve.getCurve().decodePoint(share);
      ECPoint product =
          ECAlgorithms.cleanPoint(curve.getCurve(), point).multiply(secret).normalize();
      if (product.isInfinity()) {
        throw new CryptoException(CryptoException.Kind.BAD_SHARE, "A share has a small order");
      }
      return product.getAffineXCoord().getEncoded();
    } catch (IllegalArgumentException e) {
      throw new CryptoException(CryptoException.Kind.BAD_SHARE, "A share is not on its curve", e);
    }
  }
}
