package io.github.tlsgauntlet.suites.conformance;

import java.security.SecureRandom;
import java.util.Arrays;

/** Draws the same each time. */
final class SameRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;
  private static final byte SAME = 0x35;

  @Override
  public void nextBytes(byte[] bytes) {
    Arrays.fill(bytes, SAME);
  }
}
