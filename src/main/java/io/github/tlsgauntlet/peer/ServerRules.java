package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a client of ours insists on in what a server selects, with the alert that is due where it is
 * not so (RFC 9846, Sections 4.2.3, 4.2.4 and 4.3; RFC 5246, Section 7.4.1.3).
 */
final class ServerRules {
  private static final Set<ExtensionType> OF_SERVER_HELLO_13 =
      Set.of(
          ExtensionType.SUPPORTED_VERSIONS, ExtensionType.KEY_SHARE, ExtensionType.PRE_SHARED_KEY);
  private static final Set<ExtensionType> OF_RETRY =
      Set.of(
          ExtensionType.SUPPORTED_VERSIONS,
          ExtensionType.KEY_SHARE,
          ExtensionType.COOKIE,
          ExtensionType.ENCRYPTED_CLIENT_HELLO);
  private static final Set<ExtensionType> NEVER_IN_ENCRYPTED_EXTENSIONS =
      Set.of(
          ExtensionType.SUPPORTED_VERSIONS,
          ExtensionType.KEY_SHARE,
          ExtensionType.PRE_SHARED_KEY,
          ExtensionType.COOKIE,
          ExtensionType.SIGNATURE_ALGORITHMS,
          ExtensionType.PSK_KEY_EXCHANGE_MODES,
          ExtensionType.STATUS_REQUEST);

  private static final CipherSuite RENEGOTIATION = new CipherSuite(0x00ff);

  private final HandshakeState state;
  private final ClientHello offered;

  ServerRules(HandshakeState state, ClientHello offered) {
    this.state = state;
    this.offered = offered;
  }

  void hello(ServerHello hello, ProtocolVersion version) throws Aborted {
    if (hello.compressionMethod() != 0) {
      illegal("The server chose the compression method " + hello.compressionMethod());
    }
    if (version.equals(ProtocolVersion.TLS13)) {
      tls13(hello, OF_SERVER_HELLO_13);
    } else {
      if (hello.extension(ExtensionType.SUPPORTED_VERSIONS).isPresent()) {
        illegal("supported_versions selects " + version);
      }
      solicited(hello.extensions());
    }
  }

  void retry(ServerHello request) throws Aborted {
    tls13(request, OF_RETRY);
    if (request.extension(ExtensionType.SUPPORTED_VERSIONS).isEmpty()) {
      missing("A HelloRetryRequest has no supported_versions");
    }
    if (!offered.cipherSuites().contains(request.cipherSuite())) {
      illegal("A HelloRetryRequest names " + request.cipherSuite() + ", not offered");
    }
  }

  void afterRetry(ServerHello request, ServerHello hello) throws Aborted {
    if (!request.cipherSuite().equals(hello.cipherSuite())) {
      illegal("The cipher suite is another than the HelloRetryRequest's");
    }
  }

  void encryptedExtensions(List<Extension> extensions) throws Aborted {
    solicited(extensions);
    for (Extension extension : extensions) {
      if (NEVER_IN_ENCRYPTED_EXTENSIONS.contains(extension.type())) {
        illegal(extension.type() + " stands in EncryptedExtensions");
      }
    }
  }

  /** Extensions answer extensions; a server sends none of its own accord. */
  void solicited(List<Extension> extensions) throws Aborted {
    Set<ExtensionType> seen = new HashSet<>();
    for (Extension extension : extensions) {
      if (!seen.add(extension.type())) {
        illegal(extension.type() + " stands there twice");
      }
      if (!isSolicited(extension.type())) {
        state.connection.object(
            AlertDescription.UNSUPPORTED_EXTENSION, extension.type() + " was not offered");
      }
    }
  }

  /** A cipher suite may ask for renegotiation_info in its place (RFC 5746, Section 3.3). */
  private boolean isSolicited(ExtensionType type) {
    return offered.extension(type).isPresent()
        || (type.equals(ExtensionType.RENEGOTIATION_INFO)
            && offered.cipherSuites().contains(RENEGOTIATION));
  }

  private void tls13(ServerHello hello, Set<ExtensionType> known) throws Aborted {
    if (!hello.legacyVersion().equals(ProtocolVersion.TLS12)) {
      illegal("legacy_version is " + hello.legacyVersion());
    }
    if (!Arrays.equals(hello.sessionId(), offered.sessionId())) {
      illegal("legacy_session_id_echo is no echo");
    }
    Set<ExtensionType> seen = new HashSet<>();
    for (Extension extension : hello.extensions()) {
      if (!seen.add(extension.type())) {
        illegal(extension.type() + " stands there twice");
      }
      boolean asked =
          !extension.type().equals(ExtensionType.ENCRYPTED_CLIENT_HELLO)
              || offered.extension(ExtensionType.ENCRYPTED_CLIENT_HELLO).isPresent();
      if (known.contains(extension.type()) && asked) {
        continue;
      }
      if (offered.extension(extension.type()).isPresent()) {
        illegal(extension.type() + " stands in a message that it is not for");
      } else {
        state.connection.object(
            AlertDescription.UNSUPPORTED_EXTENSION, extension.type() + " was not offered");
      }
    }
  }

  private void illegal(String reason) throws Aborted {
    state.connection.object(AlertDescription.ILLEGAL_PARAMETER, reason);
  }

  private void missing(String reason) throws Aborted {
    state.connection.object(AlertDescription.MISSING_EXTENSION, reason);
  }
}
