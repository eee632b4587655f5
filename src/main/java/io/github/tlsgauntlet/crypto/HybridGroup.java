package io.github.tlsgauntlet.crypto;

import java.security.SecureRandom;
import java.util.Arrays;

/** Two groups whose shares and secrets stand one after the other (draft-ietf-tls-ecdhe-mlkem). */
final class HybridGroup implements KeyExchangeGroup {
  private final KeyExchangeGroup first;
  private final KeyExchangeGroup second;
  private final int initiatorCut;
  private final int responderCut;

  HybridGroup(KeyExchangeGroup first, KeyExchangeGroup second, int initiatorCut, int responderCut) {
    this.first = first;
    this.second = second;
    this.initiatorCut = initiatorCut;
    this.responderCut = responderCut;
  }

  @Override
  public Initiator initiate(SecureRandom random) {
    Initiator one = first.initiate(random);
    Initiator two = second.initiate(random);
    return new Initiator() {
      @Override
      public byte[] share() {
        return join(one.share(), two.share());
      }

      @Override
      public byte[] finish(byte[] responderShare) throws CryptoException {
        requireLonger(responderShare, responderCut);
        return join(
            one.finish(Arrays.copyOf(responderShare, responderCut)),
            two.finish(Arrays.copyOfRange(responderShare, responderCut, responderShare.length)));
      }
    };
  }

  @Override
  public Response respond(byte[] initiatorShare, SecureRandom random) throws CryptoException {
    requireLonger(initiatorShare, initiatorCut);
    Response one = first.respond(Arrays.copyOf(initiatorShare, initiatorCut), random);
    Response two =
        second.respond(
            Arrays.copyOfRange(initiatorShare, initiatorCut, initiatorShare.length), random);
    return new Response(join(one.share(), two.share()), join(one.secret(), two.secret()));
  }

  private static void requireLonger(byte[] share, int cut) throws CryptoException {
    if (share.length <= cut) {
      throw new CryptoException(
          CryptoException.Kind.BAD_SHARE, "A hybrid share has only " + share.length + " bytes");
    }
  }

  private static byte[] join(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
