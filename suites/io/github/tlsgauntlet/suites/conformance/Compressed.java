package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.CertificateCompression;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CompressedCertificate;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
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
  private static final int HEADER = 4;

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

  /**
   * A Certificate of TLS 1.3, compressed by zlib.
   *
   * @param encoded header and body
   * @throws WireException if it is none
   */
  static CompressedCertificate certificate(byte[] encoded) throws WireException {
    return CertificateCompression.compress(
        (Certificate13)
            HandshakeDecoder.decode(
                HandshakeType.CERTIFICATE,
                Arrays.copyOfRange(encoded, HEADER, encoded.length),
                ProtocolVersion.TLS13));
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
