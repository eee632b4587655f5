package io.github.tlsgauntlet.peer;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** zlib (RFC 1950), which every JDK has. */
final class ZlibExpander implements Expander {
  @Override
  public byte[] expand(byte[] compressed, int length) throws IOException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed);
      byte[] expanded = new byte[length + 1];
      int found = 0;
      while (!inflater.finished() && found < expanded.length) {
        int got = inflater.inflate(expanded, found, expanded.length - found);
        if (got == 0 && !inflater.finished()) {
          throw new IOException("it ends in the middle");
        }
        found += got;
      }
      Expander.require(length, found);
      return Arrays.copyOf(expanded, found);
    } catch (DataFormatException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
