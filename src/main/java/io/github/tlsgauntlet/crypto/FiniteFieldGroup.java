package io.github.tlsgauntlet.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.util.BigIntegers;

/** Finite-field Diffie-Hellman (RFC 7919; RFC 5246, Section 8.1.2). */
final class FiniteFieldGroup implements KeyExchangeGroup {
  private final BigInteger p;
  private final BigInteger g;
  private final boolean padded;

  FiniteFieldGroup(BigInteger p, BigInteger g, boolean padded) {
    this.p = p;
    this.g = g;
    this.padded = padded;
  }

  BigInteger prime() {
    return p;
  }

  @Override
  public Initiator initiate(SecureRandom random) {
    BigInteger secret = new BigInteger(secretBits(), random).setBit(0);
    byte[] share = padded(g.modPow(secret, p));
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

  private byte[] agree(BigInteger secret, byte[] peer) throws CryptoException {
    BigInteger y = new BigInteger(1, peer);
    if (y.compareTo(BigInteger.TWO) < 0
        || y.compareTo(p.subtract(BigInteger.TWO)) > 0
        || (padded && peer.length != length())) {
      throw new CryptoException(
          CryptoException.Kind.BAD_SHARE, "A share is out of the range 2 to p-2");
    }
    BigInteger shared = y.modPow(secret, p);
    return padded ? padded(shared) : BigIntegers.asUnsignedByteArray(shared);
  }

  /** As many bits as the strength of the field is worth (RFC 7919, Section 5.2, Appendix A). */
  private int secretBits() {
    int bits = p.bitLength();
    int worth =
        bits <= 2048 ? 225 : bits <= 3072 ? 275 : bits <= 4096 ? 325 : bits <= 6144 ? 375 : 400;
    return Math.max(2, Math.min(worth, bits - 1));
  }

  private byte[] padded(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(length(), value);
  }

  private int length() {
    return (p.bitLength() + 7) / 8;
  }
}
