package io.github.tlsgauntlet.peer;

import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.IOException;
import java.util.Arrays;

/**
 * Zstandard (RFC 8878), by io.airlift:aircompressor: not loaded where that is not on the class
 * path.
 */
final class ZstandardExpander implements Expander {
  @Override
  public byte[] expand(byte[] compressed, int length) throws IOException {
    byte[] expanded = new byte[length + 1];
    try {
      int found =
          new ZstdDecompressor()
              .decompress(compressed, 0, compressed.length, expanded, 0, expanded.length);
      Expander.require(length, found);
      return Arrays.copyOf(expanded, found);
    } catch (RuntimeException e) {
      // The decoder answers malformed frames, and those that are too long, with unchecked ones.
      throw new IOException("it is no Zstandard of that length: " + e.getMessage(), e);
    }
  }
}
