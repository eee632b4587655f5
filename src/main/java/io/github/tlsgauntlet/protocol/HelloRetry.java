package io.github.tlsgauntlet.protocol;

import java.util.Arrays;
import java.util.HexFormat;

/** The random value that marks a HelloRetryRequest (RFC 9846, Section 4.2.3). */
public final class HelloRetry {
  private static final byte[] RANDOM =
      HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  private HelloRetry() {}

  /** A copy of it. */
  public static byte[] random() {
    return RANDOM.clone();
  }

  static boolean isMarked(byte[] random) {
    return Arrays.equals(RANDOM, random);
  }
}
