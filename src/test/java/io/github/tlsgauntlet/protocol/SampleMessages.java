package io.github.tlsgauntlet.protocol;

import io.github.tlsgauntlet.wire.WireWriter;
import java.util.List;
import java.util.stream.Stream;

/** One of each handshake message, with every field filled. */
final class SampleMessages {
  private static final byte[] RANDOM = filled(32, 0x5a);

  private SampleMessages() {}

  /**
   * A message and the version whose form it has.
   *
   * @param message the message
   * @param version the version
   */
  record Sample(HandshakeMessage message, ProtocolVersion version) {
    @Override
    public String toString() {
      return message.getClass().getSimpleName() + " in " + version;
    }
  }

  static Stream<Sample> all() {
    return Stream.concat(tls13(), tls12());
  }

  /** Those of TLS 1.3 whose bodies have a structure that a cut must break. */
  static Stream<Sample> structured() {
    return tls13()
        .filter(sample -> !(sample.message() instanceof HandshakeMessage.Finished))
        .filter(sample -> !(sample.message() instanceof HandshakeMessage.Unknown));
  }

  static Stream<Sample> tls13() {
    return Stream.of(
            clientHello(),
            serverHello(RANDOM, Extensions.keyShare(share())),
            serverHello(HelloRetry.random(), Extensions.selectedGroup(NamedGroup.X25519)),
            new HandshakeMessage.EncryptedExtensions(List.of(Extensions.alpn(List.of("h2")))),
            new HandshakeMessage.CertificateRequest13(
                new byte[] {1},
                List.of(
                    schemes(),
                    Extensions.certificateAuthorities(List.of(filled(20, 1), filled(3, 2))))),
            new HandshakeMessage.Certificate13(
                new byte[] {7},
                List.of(
                    new HandshakeMessage.CertificateEntry(
                        filled(40, 3),
                        List.of(
                            new Extension(
                                ExtensionType.STATUS_REQUEST,
                                Extensions.ocspResponse(filled(9, 4))))),
                    new HandshakeMessage.CertificateEntry(filled(11, 5), List.of()))),
            new HandshakeMessage.CertificateVerify(SignatureScheme.ED25519, filled(64, 6)),
            new HandshakeMessage.Finished(filled(32, 7)),
            new HandshakeMessage.NewSessionTicket13(
                7200,
                0xfedcba98L,
                new byte[] {0},
                filled(50, 8),
                List.of(Extension.of(ExtensionType.EARLY_DATA, w -> w.uint32(16384)))),
            new HandshakeMessage.KeyUpdate(1),
            new HandshakeMessage.EndOfEarlyData(),
            new HandshakeMessage.Unknown(new HandshakeType(99), filled(5, 9)))
        .map(message -> new Sample(message, ProtocolVersion.TLS13));
  }

  static Stream<Sample> tls12() {
    return Stream.of(
            new HandshakeMessage.HelloRequest(),
            new HandshakeMessage.ClientHello(
                ProtocolVersion.TLS12,
                RANDOM,
                new byte[0],
                List.of(new CipherSuite(0x002f)),
                new byte[] {0},
                List.of()),
            serverHello(RANDOM, Extensions.renegotiationInfo()),
            new HandshakeMessage.Certificate12(List.of(filled(40, 3), filled(11, 5))),
            new HandshakeMessage.CertificateStatus(Extensions.ocspResponse(filled(9, 4))),
            new HandshakeMessage.ServerKeyExchange(filled(70, 2)),
            new HandshakeMessage.CertificateRequest12(
                new byte[] {1, 64},
                List.of(SignatureScheme.RSA_PKCS1_SHA256, SignatureScheme.ED448),
                List.of(filled(20, 1), filled(3, 2))),
            new HandshakeMessage.ServerHelloDone(),
            new HandshakeMessage.ClientKeyExchange(filled(66, 1)),
            new HandshakeMessage.NewSessionTicket12(300, filled(33, 1)),
            new HandshakeMessage.Finished(filled(12, 7)))
        .map(message -> new Sample(message, ProtocolVersion.TLS12));
  }

  private static HandshakeMessage clientHello() {
    return new HandshakeMessage.ClientHello(
        ProtocolVersion.TLS12,
        RANDOM,
        filled(32, 1),
        List.of(new CipherSuite(0x1301), new CipherSuite(0x0a0a)),
        new byte[] {0},
        List.of(
            Extensions.serverName("server.example"),
            Extensions.supportedGroups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1)),
            Extensions.uncompressedPoints(),
            schemes(),
            Extensions.statusRequest(),
            Extensions.alpn(List.of("h2", "http/1.1")),
            Extensions.supportedVersions(List.of(ProtocolVersion.TLS13, ProtocolVersion.TLS12)),
            Extensions.keyShares(List.of(share())),
            Extensions.pskModes(List.of(0, 1)),
            Extensions.cookie(filled(10, 2)),
            new Extension(new ExtensionType(0x1a1a), new byte[] {1})));
  }

  private static HandshakeMessage serverHello(byte[] random, Extension more) {
    return new HandshakeMessage.ServerHello(
        ProtocolVersion.TLS12,
        random,
        filled(32, 1),
        new CipherSuite(0x1301),
        0,
        List.of(Extensions.selectedVersion(ProtocolVersion.TLS13), more));
  }

  private static Extension schemes() {
    return Extensions.signatureSchemes(
        ExtensionType.SIGNATURE_ALGORITHMS,
        List.of(SignatureScheme.ED25519, SignatureScheme.RSA_PSS_RSAE_SHA256));
  }

  private static Extensions.KeyShare share() {
    return new Extensions.KeyShare(NamedGroup.X25519, filled(32, 9));
  }

  private static byte[] filled(int length, int value) {
    return WireWriter.write(
        w -> {
          for (int i = 0; i < length; i++) {
            w.uint8(value + i);
          }
        });
  }
}
