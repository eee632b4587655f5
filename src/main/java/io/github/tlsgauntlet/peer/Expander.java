package io.github.tlsgauntlet.peer;

import java.io.IOException;

/** Undoes a compression (RFC 8879, Section 7.3). */
@FunctionalInterface
interface Expander {
  /**
   * Expands.
   *
   * @param compressed by anybody
   * @param length as announced: of the result, in bytes, and never more is written
   * @throws IOException if it is malformed, or of another length
   */
  byte[] expand(byte[] compressed, int length) throws IOException;

  /** Insists on the length announced. */
  static void require(int announced, long found) throws IOException {
    if (found != announced) {
      throw new IOException(
          "it announces "
              + announced
              + " bytes and has "
              + (found > announced ? "more" : Long.toString(found)));
    }
  }
}
