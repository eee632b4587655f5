package io.github.tlsgauntlet.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.util.BigIntegers;

/** Finite-field Diffie-Hellman (RFC 7919; RFC 5246, Section 8.1.2). */
final class FiniteFieldGroup implements KeyExchangeGroup {
  /** Long enough for 256 bits of strength, however large the prime (RFC 7919, Section 5.2). */
  private static final int SECRET_BITS = 512;

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
    BigInteger secret =
        new BigInteger(Math.max(2, Math.min(SECRET_BITS, p.bitLength() - 1)), random).setBit(0);
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

  private byte[] padded(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(length(), value);
  }

  private int length() {
    return (p.bitLength() + 7) / 8;
  }
}
