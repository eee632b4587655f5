package io.github.tlsgauntlet.crypto;

import java.security.SecureRandom;

/** X25519 and X448 (RFC 7748). */
enum MontgomeryGroup implements KeyExchangeGroup {
  X25519(32) {
    @Override
    void generate(SecureRandom random, byte[] secret, byte[] share) {
      org.bouncycastle.math.ec.rfc7748.X25519.generatePrivateKey(random, secret);
      org.bouncycastle.math.ec.rfc7748.X25519.generatePublicKey(secret, 0, share, 0);
    }

    @Override
    boolean agree(byte[] secret, byte[] peer, byte[] shared) {
      return org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(
          secret, 0, peer, 0, shared, 0);
    }
  },
  X448(56) {
    @Override
    void generate(SecureRandom random, byte[] secret, byte[] share) {
      org.bouncycastle.math.ec.rfc7748.X448.generatePrivateKey(random, secret);
      org.bouncycastle.math.ec.rfc7748.X448.generatePublicKey(secret, 0, share, 0);
    }

    @Override
    boolean agree(byte[] secret, byte[] peer, byte[] shared) {
      return org.bouncycastle.math.ec.rfc7748.X448.calculateAgreement(
          secret, 0, peer, 0, shared, 0);
    }
  };

  private final int length;

  MontgomeryGroup(int length) {
    this.length = length;
  }

  abstract void generate(SecureRandom random, byte[] secret, byte[] share);

  /** False for an all-zero result, which a share of small order brings about (RFC 7748, 6). */
  abstract boolean agree(byte[] secret, byte[] peer, byte[] shared);

  @Override
  public Initiator initiate(SecureRandom random) {
    byte[] secret = new byte[length];
    byte[] share = new byte[length];
    generate(random, secret, share);
    return new Initiator() {
      @Override
      public byte[] share() {
        return share.clone();
      }

      @Override
      public byte[] finish(byte[] responderShare) throws CryptoException {
        return finishWith(secret, responderShare);
      }
    };
  }

  @Override
  public Response respond(byte[] initiatorShare, SecureRandom random) throws CryptoException {
    Initiator own = initiate(random);
    return new Response(own.share(), own.finish(initiatorShare));
  }

  private byte[] finishWith(byte[] secret, byte[] peer) throws CryptoException {
    if (peer.length != length) {
      throw new CryptoException(
          CryptoException.Kind.BAD_SHARE, "A share has " + peer.length + " bytes, not " + length);
    }
    byte[] shared = new byte[length];
    if (!agree(secret, peer, shared)) {
      throw new CryptoException(CryptoException.Kind.BAD_SHARE, "A share has a small order");
    }
    return shared;
  }
}
