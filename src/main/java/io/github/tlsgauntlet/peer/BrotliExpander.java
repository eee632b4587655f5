package io.github.tlsgauntlet.peer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.brotli.dec.BrotliInputStream;

/** Brotli (RFC 7932), by org.brotli:dec: not loaded where that is not on the class path. */
final class BrotliExpander implements Expander {
  @Override
  public byte[] expand(byte[] compressed, int length) throws IOException {
    try (InputStream in = new BrotliInputStream(new ByteArrayInputStream(compressed))) {
      byte[] expanded = in.readNBytes(length + 1);
      Expander.require(length, expanded.length);
      return expanded;
    } catch (RuntimeException e) {
      // The decoder answers some malformed streams with unchecked exceptions.
      throw new IOException("it is no Brotli: " + e.getMessage(), e);
    }
  }
}
