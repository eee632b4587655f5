package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;

/** HKDF (RFC 5869) with the labels of TLS 1.3 (RFC 9846, Section 7.1). */
final class Hkdf {
  private static final String PREFIX = "tls13 ";

  private Hkdf() {}

  static byte[] extract(HashAlgorithm hash, byte[] salt, byte[] input) {
    return hash.hmac(salt).doFinal(input);
  }

  static byte[] expandLabel(
      HashAlgorithm hash, byte[] secret, String label, byte[] context, int length) {
    byte[] info =
        WireWriter.write(
            w ->
                w.uint16(length)
                    .vector8(v -> v.bytes((PREFIX + label).getBytes(StandardCharsets.US_ASCII)))
                    .vector8(v -> v.bytes(context)));
    Mac mac = hash.hmac(secret);
    byte[] output = new byte[0];
    byte[] block = new byte[0];
    for (int i = 1; output.length < length; i++) {
      mac.update(block);
      mac.update(info);
      mac.update((byte) i);
      block = mac.doFinal();
      int before = output.length;
      output = Arrays.copyOf(output, Math.min(length, before + block.length));
      System.arraycopy(block, 0, output, before, output.length - before);
    }
    return output;
  }
}
