package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;

/** What goes into compressed certificates (RFC 8879). */
final class Compressed {
  static final int ZLIB = 1;

  private static final int ROOM = 64;

  private Compressed() {}

  /** Zeros, compressed by zlib. */
  static byte[] zeros(int count) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(new byte[count]);
      deflater.finish();
      byte[] compressed = new byte[count + ROOM];
      return Arrays.copyOf(compressed, deflater.deflate(compressed));
    } finally {
      deflater.end();
    }
  }

  /** The algorithms that a client takes, in its order; zlib where that does not decode. */
  static List<Integer> offered(ClientHello hello) {
    List<Integer> algorithms = new ArrayList<>();
    Optional<Extension> extension = hello.extension(ExtensionType.COMPRESS_CERTIFICATE);
    try {
      if (extension.isPresent()) {
        WireReader list = WireReader.of(extension.get().data()).vector8();
        while (list.hasRemaining()) {
          algorithms.add(list.uint16());
        }
      }
    } catch (WireException e) {
      algorithms.clear();
    }
    return algorithms.isEmpty() ? List.of(ZLIB) : algorithms;
  }
}
