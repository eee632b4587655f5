package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateEntry;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CompressedCertificate;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;

/**
 * Certificate compression (RFC 8879): by zlib both ways; Brotli and Zstandard are expanded where
 * org.brotli:dec and io.airlift:aircompressor are on the class path.
 */
public final class CertificateCompression {
  private static final int ZLIB = Expanders.ZLIB;

  /** As long as the longest handshake message that we take uncompressed. */
  private static final int MOST = 1 << 18;

  private static final int BUFFER = 4096;

  private CertificateCompression() {}

  private static Expanders expanders() {
    return new Expanders(CertificateCompression.class.getClassLoader());
  }

  /**
   * What would have to be on the class path for an algorithm to be expanded; empty where nothing is
   * missing or nothing would help.
   *
   * @param algorithm as it stands on the wire
   */
  public static Optional<String> missing(int algorithm) {
    return expanders().of(algorithm).isPresent() ? Optional.empty() : Expanders.artifact(algorithm);
  }

  /**
   * The Certificate message of TLS 1.3 that was compressed.
   *
   * @param sent by anybody, so bounded to 256 KiB and to what it announces
   * @return empty where we can't expand it or it is not well-formed
   */
  public static Optional<Certificate13> expand(CompressedCertificate sent) {
    try {
      Optional<Expander> expander = expanders().of(sent.algorithm());
      return expander.isPresent() ? Optional.of(expanded(expander.get(), sent)) : Optional.empty();
    } catch (IOException | WireException e) {
      return Optional.empty();
    }
  }

  private static Certificate13 expanded(Expander expander, CompressedCertificate sent)
      throws IOException, WireException {
    if (sent.length() > MOST) {
      throw new IOException("it announces " + sent.length() + " bytes");
    }
    return (Certificate13)
        HandshakeDecoder.decode(
            HandshakeType.CERTIFICATE,
            expander.expand(sent.compressed(), sent.length()),
            ProtocolVersion.TLS13);
  }

  /**
   * A client's certificate, by what a server of ours asked for. One that is taken though it cannot
   * be expanded comes to an entry that no key can be read from.
   */
  static Certificate13 expand(HandshakeState state, CertificateAsk ask, CompressedCertificate sent)
      throws Aborted {
    Optional<Extension> offered =
        Extension.find(ask.extensions(), ExtensionType.COMPRESS_CERTIFICATE);
    if (!isOffered(offered, sent.algorithm())) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER,
          "The certificate is compressed by algorithm " + sent.algorithm() + ", not asked for");
    }
    Optional<Certificate13> expanded = expand(sent);
    if (expanded.isEmpty()) {
      state.connection.object(
          AlertDescription.BAD_CERTIFICATE, "The compressed certificate can't be expanded");
    }
    return expanded.orElseGet(
        () ->
            new Certificate13(
                new byte[0], List.of(new CertificateEntry(sent.compressed(), List.of()))));
  }

  static Certificate13 expand(HandshakeState state, CompressedCertificate sent) throws Aborted {
    if (!isOffered(state, sent.algorithm())) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER,
          "The certificate is compressed by algorithm " + sent.algorithm() + ", not offered");
    }
    Optional<Expander> expander = expanders().of(sent.algorithm());
    if (expander.isEmpty()) {
      throw state.connection.fail(
          AlertDescription.BAD_CERTIFICATE,
          "Our client can't expand a certificate compressed by algorithm "
              + sent.algorithm()
              + missing(sent.algorithm()).map(one -> " without " + one).orElse(""));
    }
    try {
      return expanded(expander.get(), sent);
    } catch (IOException | WireException e) {
      state.connection.object(
          AlertDescription.BAD_CERTIFICATE,
          "The compressed certificate can't be expanded: " + e.getMessage());
      return new Certificate13(new byte[0], List.of());
    }
  }

  /**
   * A Certificate message of TLS 1.3, compressed by zlib.
   *
   * @param certificate at most 256 KiB of it can be expanded again here
   */
  public static CompressedCertificate compress(Certificate13 certificate) {
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

  /**
   * Whether an extension asks for compression by zlib, by which alone ours compresses.
   *
   * @param extension of any type
   */
  public static boolean isByZlib(Extension extension) {
    return extension.type().equals(ExtensionType.COMPRESS_CERTIFICATE)
        && isOffered(Optional.of(extension), ZLIB);
  }

  /** Whether the client offers zlib. */
  static boolean offersZlib(HandshakeState state) {
    return isOffered(state, ZLIB);
  }

  private static boolean isOffered(HandshakeState state, int algorithm) {
    return isOffered(
        state.clientHello.flatMap(hello -> hello.extension(ExtensionType.COMPRESS_CERTIFICATE)),
        algorithm);
  }

  private static boolean isOffered(Optional<Extension> offered, int algorithm) {
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
