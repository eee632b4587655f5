package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CompressedCertificate;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Certificate compression (RFC 8879), by zlib alone: the JDK has no Brotli and no Zstandard. */
public final class CertificateCompression {
  private static final int ZLIB = 1;

  /** As long as the longest handshake message that we take uncompressed. */
  private static final int MOST = 1 << 18;

  private static final int BUFFER = 4096;

  private CertificateCompression() {}

  /**
   * The Certificate message of TLS 1.3 that was compressed.
   *
   * @param sent by anybody, so bounded to 256 KiB and to what it announces
   * @return empty where it is not zlib's or not well-formed
   */
  public static Optional<Certificate13> expand(CompressedCertificate sent) {
    try {
      return sent.algorithm() == ZLIB ? Optional.of(inflated(sent)) : Optional.empty();
    } catch (DataFormatException | WireException e) {
      return Optional.empty();
    }
  }

  private static Certificate13 inflated(CompressedCertificate sent)
      throws DataFormatException, WireException {
    return (Certificate13)
        HandshakeDecoder.decode(HandshakeType.CERTIFICATE, inflate(sent), ProtocolVersion.TLS13);
  }

  static Certificate13 expand(HandshakeState state, CompressedCertificate sent) throws Aborted {
    if (!isOffered(state, sent.algorithm())) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER,
          "The certificate is compressed by algorithm " + sent.algorithm() + ", not offered");
    }
    if (sent.algorithm() != ZLIB) {
      throw state.connection.fail(
          AlertDescription.BAD_CERTIFICATE,
          "Our client can't expand a certificate compressed by algorithm " + sent.algorithm());
    }
    try {
      return (Certificate13)
          HandshakeDecoder.decode(HandshakeType.CERTIFICATE, inflate(sent), ProtocolVersion.TLS13);
    } catch (DataFormatException | WireException e) {
      state.connection.object(
          AlertDescription.BAD_CERTIFICATE,
          "The compressed certificate can't be expanded: " + e.getMessage());
      return new Certificate13(new byte[0], List.of());
    }
  }

  /** Never more bytes than announced, and never more than anybody needs. */
  private static byte[] inflate(CompressedCertificate sent) throws DataFormatException {
    if (sent.length() > MOST) {
      throw new DataFormatException("it announces " + sent.length() + " bytes");
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(sent.compressed());
      byte[] expanded = new byte[sent.length() + 1];
      int length = 0;
      while (!inflater.finished() && length < expanded.length) {
        int got = inflater.inflate(expanded, length, expanded.length - length);
        if (got == 0 && !inflater.finished()) {
          throw new DataFormatException("it ends in the middle");
        }
        length += got;
      }
      if (length != sent.length()) {
        throw new DataFormatException(
            "it announces "
                + sent.length()
                + " bytes and has "
                + (length > sent.length() ? "more" : length));
      }
      return Arrays.copyOf(expanded, length);
    } finally {
      inflater.end();
    }
  }

  static CompressedCertificate compress(Certificate13 certificate) {
    byte[] encoded = certificate.encoded();
    byte[] body = Arrays.copyOfRange(encoded, Reassembly.HEADER, encoded.length);
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(body);
      deflater.finish();
      byte[] compressed = new byte[body.length + BUFFER];
      int length = deflater.deflate(compressed);
      return new CompressedCertificate(ZLIB, body.length, Arrays.copyOf(compressed, length));
    } finally {
      deflater.end();
    }
  }

  /** Whether the client offers zlib. */
  static boolean offersZlib(HandshakeState state) {
    return isOffered(state, ZLIB);
  }

  private static boolean isOffered(HandshakeState state, int algorithm) {
    Optional<Extension> offered =
        state.clientHello.flatMap(hello -> hello.extension(ExtensionType.COMPRESS_CERTIFICATE));
    try {
      WireReader list =
          offered.isPresent()
              ? WireReader.of(offered.get().data()).vector8()
              : WireReader.of(new byte[0]);
      while (list.hasRemaining()) {
        if (list.uint16() == algorithm) {
          return true;
        }
      }
      return false;
    } catch (WireException e) {
      return false;
    }
  }
}
