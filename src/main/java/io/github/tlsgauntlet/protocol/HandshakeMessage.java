package io.github.tlsgauntlet.protocol;

import io.github.tlsgauntlet.wire.WireWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A handshake message (RFC 9846, Section 4; RFC 5246, Section 7.4). Values only: nothing here says
 * whether a peer may send it. {@link Unknown} can express any other body.
 */
public sealed interface HandshakeMessage {
  /** Its type. */
  HandshakeType type();

  /** Writes its body, without the header of type and length. */
  void writeBody(WireWriter writer);

  /** Header and body. */
  default byte[] encoded() {
    return WireWriter.write(w -> w.uint8(type().code()).vector24(this::writeBody));
  }

  /** RFC 9846, Section 4.2.2. */
  record ClientHello(
      ProtocolVersion legacyVersion,
      byte[] random,
      byte[] sessionId,
      List<CipherSuite> cipherSuites,
      byte[] compressionMethods,
      List<Extension> extensions)
      implements HandshakeMessage {
    public ClientHello {
      cipherSuites = List.copyOf(cipherSuites);
      extensions = List.copyOf(extensions);
    }

    @Override
    public HandshakeType type() {
      return HandshakeType.CLIENT_HELLO;
    }

    /** The first extension of a type. */
    public Optional<Extension> extension(ExtensionType which) {
      return Extension.find(extensions, which);
    }

    @Override
    public void writeBody(WireWriter w) {
      w.uint16(legacyVersion.code())
          .bytes(random)
          .vector8(v -> v.bytes(sessionId))
          .vector16(list -> cipherSuites.forEach(suite -> list.uint16(suite.code())))
          .vector8(v -> v.bytes(compressionMethods));
      if (!extensions.isEmpty()) {
        Extension.writeList(w, extensions);
      }
    }
  }

  /** RFC 9846, Section 4.2.3; also the HelloRetryRequest of Section 4.2.4. */
  record ServerHello(
      ProtocolVersion legacyVersion,
      byte[] random,
      byte[] sessionId,
      CipherSuite cipherSuite,
      int compressionMethod,
      List<Extension> extensions)
      implements HandshakeMessage {
    public ServerHello {
      extensions = List.copyOf(extensions);
    }

    @Override
    public HandshakeType type() {
      return HandshakeType.SERVER_HELLO;
    }

    /** The first extension of a type. */
    public Optional<Extension> extension(ExtensionType which) {
      return Extension.find(extensions, which);
    }

    /** Whether its random is the one that marks a HelloRetryRequest. */
    public boolean isHelloRetryRequest() {
      return HelloRetry.isMarked(random);
    }

    @Override
    public void writeBody(WireWriter w) {
      w.uint16(legacyVersion.code())
          .bytes(random)
          .vector8(v -> v.bytes(sessionId))
          .uint16(cipherSuite.code())
          .uint8(compressionMethod);
      if (!extensions.isEmpty()) {
        Extension.writeList(w, extensions);
      }
    }
  }

  /** RFC 9846, Section 4.4.1. */
  record EncryptedExtensions(List<Extension> extensions) implements HandshakeMessage {
    public EncryptedExtensions {
      extensions = List.copyOf(extensions);
    }

    @Override
    public HandshakeType type() {
      return HandshakeType.ENCRYPTED_EXTENSIONS;
    }

    @Override
    public void writeBody(WireWriter w) {
      Extension.writeList(w, extensions);
    }
  }

  /** TLS 1.3: RFC 9846, Section 4.4.2. */
  record CertificateRequest13(byte[] context, List<Extension> extensions)
      implements HandshakeMessage {
    public CertificateRequest13 {
      extensions = List.copyOf(extensions);
    }

    @Override
    public HandshakeType type() {
      return HandshakeType.CERTIFICATE_REQUEST;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.vector8(v -> v.bytes(context));
      Extension.writeList(w, extensions);
    }
  }

  /** TLS 1.2: RFC 5246, Section 7.4.4. */
  record CertificateRequest12(
      byte[] certificateTypes, List<SignatureScheme> schemes, List<byte[]> authorities)
      implements HandshakeMessage {
    public CertificateRequest12 {
      schemes = List.copyOf(schemes);
      authorities = List.copyOf(authorities);
    }

    @Override
    public HandshakeType type() {
      return HandshakeType.CERTIFICATE_REQUEST;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.vector8(v -> v.bytes(certificateTypes))
          .vector16(list -> schemes.forEach(scheme -> list.uint16(scheme.code())))
          .vector16(list -> authorities.forEach(name -> list.vector16(v -> v.bytes(name))));
    }
  }

  /**
   * One entry of a TLS 1.3 certificate list.
   *
   * @param data the certificate
   * @param extensions such as a stapled response
   */
  record CertificateEntry(byte[] data, List<Extension> extensions) {
    public CertificateEntry {
      extensions = List.copyOf(extensions);
    }
  }

  /** TLS 1.3: RFC 9846, Section 4.5.1. */
  record Certificate13(byte[] context, List<CertificateEntry> entries) implements HandshakeMessage {
    public Certificate13 {
      entries = List.copyOf(entries);
    }

    @Override
    public HandshakeType type() {
      return HandshakeType.CERTIFICATE;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.vector8(v -> v.bytes(context)).vector24(list -> entries.forEach(write(list)));
    }

    private static Consumer<CertificateEntry> write(WireWriter list) {
      return entry -> {
        list.vector24(v -> v.bytes(entry.data()));
        Extension.writeList(list, entry.extensions());
      };
    }
  }

  /** TLS 1.2: RFC 5246, Section 7.4.2. */
  record Certificate12(List<byte[]> certificates) implements HandshakeMessage {
    public Certificate12 {
      certificates = List.copyOf(certificates);
    }

    @Override
    public HandshakeType type() {
      return HandshakeType.CERTIFICATE;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.vector24(list -> certificates.forEach(c -> list.vector24(v -> v.bytes(c))));
    }
  }

  /** RFC 6066, Section 8. */
  record CertificateStatus(byte[] body) implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.CERTIFICATE_STATUS;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.bytes(body);
    }
  }

  /** TLS 1.2: RFC 5246, Section 7.4.3; its form depends on the cipher suite. */
  record ServerKeyExchange(byte[] body) implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.SERVER_KEY_EXCHANGE;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.bytes(body);
    }
  }

  /** TLS 1.2: RFC 5246, Section 7.4.7; its form depends on the cipher suite. */
  record ClientKeyExchange(byte[] body) implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.CLIENT_KEY_EXCHANGE;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.bytes(body);
    }
  }

  /** RFC 9846, Section 4.5.2; RFC 5246, Section 7.4.8. */
  record CertificateVerify(SignatureScheme scheme, byte[] signature) implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.CERTIFICATE_VERIFY;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.uint16(scheme.code()).vector16(v -> v.bytes(signature));
    }
  }

  /** Before TLS 1.2, where signatures name no scheme (RFC 2246, Section 7.4.8). */
  record CertificateVerify10(byte[] signature) implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.CERTIFICATE_VERIFY;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.vector16(v -> v.bytes(signature));
    }
  }

  /** Before TLS 1.2, where a request names no schemes (RFC 2246, Section 7.4.4). */
  record CertificateRequest10(byte[] certificateTypes, List<byte[]> authorities)
      implements HandshakeMessage {
    public CertificateRequest10 {
      authorities = List.copyOf(authorities);
    }

    @Override
    public HandshakeType type() {
      return HandshakeType.CERTIFICATE_REQUEST;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.vector8(v -> v.bytes(certificateTypes))
          .vector16(list -> authorities.forEach(name -> list.vector16(v -> v.bytes(name))));
    }
  }

  /** RFC 9846, Section 4.5.3; RFC 5246, Section 7.4.9. */
  record Finished(byte[] verifyData) implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.FINISHED;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.bytes(verifyData);
    }
  }

  /** TLS 1.3: RFC 9846, Section 4.7.1; lifetime in seconds. */
  record NewSessionTicket13(
      long lifetime, long ageAdd, byte[] nonce, byte[] ticket, List<Extension> extensions)
      implements HandshakeMessage {
    public NewSessionTicket13 {
      extensions = List.copyOf(extensions);
    }

    @Override
    public HandshakeType type() {
      return HandshakeType.NEW_SESSION_TICKET;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.uint32(lifetime).uint32(ageAdd).vector8(v -> v.bytes(nonce)).vector16(v -> v.bytes(ticket));
      Extension.writeList(w, extensions);
    }
  }

  /** TLS 1.2: RFC 5077, Section 3.3; lifetime hint in seconds. */
  record NewSessionTicket12(long lifetimeHint, byte[] ticket) implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.NEW_SESSION_TICKET;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.uint32(lifetimeHint).vector16(v -> v.bytes(ticket));
    }
  }

  /** RFC 9846, Section 4.7.3: 1 asks for an update in return. */
  record KeyUpdate(int requestUpdate) implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.KEY_UPDATE;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.uint8(requestUpdate);
    }
  }

  /** TLS 1.2: RFC 5246, Section 7.4.5. */
  record ServerHelloDone() implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.SERVER_HELLO_DONE;
    }

    @Override
    public void writeBody(WireWriter w) {
      // It has no body.
    }
  }

  /** TLS 1.2: RFC 5246, Section 7.4.1.1. */
  record HelloRequest() implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.HELLO_REQUEST;
    }

    @Override
    public void writeBody(WireWriter w) {
      // It has no body.
    }
  }

  /** RFC 9846, Section 4.6. */
  record EndOfEarlyData() implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.END_OF_EARLY_DATA;
    }

    @Override
    public void writeBody(WireWriter w) {
      // It has no body.
    }
  }

  /**
   * RFC 8879, Section 4.
   *
   * @param algorithm 1 for zlib, 2 for Brotli, 3 for Zstandard
   * @param length what the sender says that the Certificate message has, in bytes
   * @param compressed the Certificate message without its header, compressed
   */
  record CompressedCertificate(int algorithm, int length, byte[] compressed)
      implements HandshakeMessage {
    @Override
    public HandshakeType type() {
      return HandshakeType.COMPRESSED_CERTIFICATE;
    }

    @Override
    public void writeBody(WireWriter w) {
      w.uint16(algorithm).uint24(length).vector24(v -> v.bytes(compressed));
    }
  }

  /**
   * Any other type, or any other body of a known one.
   *
   * @param type as on the wire
   * @param body as on the wire
   */
  record Unknown(HandshakeType type, byte[] body) implements HandshakeMessage {
    @Override
    public void writeBody(WireWriter w) {
      w.bytes(body);
    }
  }
}
