package io.github.tlsgauntlet.pki;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.util.BigIntegers;

/** Lets Bouncy Castle's paddings sign with a {@link MultiPrimeKey}. For one signature. */
final class MultiPrimeEngine implements AsymmetricBlockCipher {
  private final MultiPrimeKey key;

  MultiPrimeEngine(MultiPrimeKey key) {
    this.key = key;
  }

  private int octets() {
    return (key.getModulus().bitLength() + 7) / 8;
  }

  @Override
  public void init(boolean forEncryption, CipherParameters parameters) {
    if (parameters != key) {
      throw new IllegalArgumentException("another key than it was made for");
    }
  }

  @Override
  public int getInputBlockSize() {
    return octets() - 1;
  }

  @Override
  public int getOutputBlockSize() {
    return octets();
  }

  @Override
  public byte[] processBlock(byte[] in, int offset, int length) {
    byte[] message = Arrays.copyOfRange(in, offset, offset + length);
    return BigIntegers.asUnsignedByteArray(octets(), key.power(new BigInteger(1, message)));
  }
}
