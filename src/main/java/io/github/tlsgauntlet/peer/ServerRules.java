package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client of ours insists on in what a server selects, with the alert that is due where it is
 * not so (RFC 9846, Sections 4.2.3, 4.2.4 and 4.3; RFC 5246, Section 7.4.1.3).
 */
final class ServerRules {
  /** In bytes (RFC 8449, Section 4). */
  private static final int LEAST_RECORD = 64;

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
    if (hello.compressionMethod() != 0
        && (version.equals(ProtocolVersion.TLS13)
            || !ClientRules.contains(offered.compressionMethods(), hello.compressionMethod()))) {
      illegal("The server chose the compression method " + hello.compressionMethod());
    }
    if (version.equals(ProtocolVersion.TLS13)) {
      tls13(hello, OF_SERVER_HELLO_13);
    } else {
      if (hello.extension(ExtensionType.SUPPORTED_VERSIONS).isPresent()) {
        illegal("supported_versions selects " + version);
      }
      solicited(hello.extensions());
      older(hello);
    }
  }

  /** RFC 5746, Section 3.4; RFC 8422, Section 5.1.2; RFC 7366, Section 3. */
  private void older(ServerHello hello) throws Aborted {
    answers(hello.extensions());
    Optional<Extension> renegotiation = hello.extension(ExtensionType.RENEGOTIATION_INFO);
    boolean speaksOfAnother =
        renegotiation.filter(one -> !Arrays.equals(one.data(), new byte[1])).isPresent();
    if (speaksOfAnother && !state.isRenegotiation) {
      state.connection.object(
          AlertDescription.HANDSHAKE_FAILURE, "renegotiation_info is not empty at the beginning");
    }
    Optional<Extension> formats = hello.extension(ExtensionType.EC_POINT_FORMATS);
    if (formats.filter(one -> !holds(one.data(), 1, 0)).isPresent()) {
      illegal("ec_point_formats lacks the uncompressed form");
    }
    boolean block =
        CipherSuiteParameters.of(hello.cipherSuite()).map(one -> !one.bulk().isAead()).orElse(true);
    if (hello.extension(ExtensionType.ENCRYPT_THEN_MAC).isPresent() && !block) {
      illegal("encrypt_then_mac comes with " + hello.cipherSuite());
    }
  }

  private static boolean holds(byte[] list, int from, int value) {
    for (int i = from; i < list.length; i++) {
      if (list[i] == value) {
        return true;
      }
    }
    return false;
  }

  /** Where the client was told to insist on it (RFC 9325, Section 3.5). */
  void secureRenegotiation(ServerHello hello) throws Aborted {
    if (hello.extension(ExtensionType.RENEGOTIATION_INFO).isEmpty()) {
      state.connection.object(
          AlertDescription.HANDSHAKE_FAILURE, "The ServerHello has no renegotiation_info");
    }
  }

  void retry(ServerHello request) throws Aborted {
    if (request.compressionMethod() != 0) {
      illegal("A HelloRetryRequest names the compression method " + request.compressionMethod());
    }
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
    Optional<Extension> first = request.extension(ExtensionType.SUPPORTED_VERSIONS);
    Optional<Extension> then = hello.extension(ExtensionType.SUPPORTED_VERSIONS);
    if (!Arrays.equals(data(first), data(then))) {
      illegal("The version is another than the HelloRetryRequest's");
    }
    byte[] group = data(request.extension(ExtensionType.KEY_SHARE));
    byte[] share = data(hello.extension(ExtensionType.KEY_SHARE));
    if (group.length > 0 && !Arrays.equals(group, Arrays.copyOf(share, group.length))) {
      illegal("The group is another than the HelloRetryRequest's");
    }
  }

  private static byte[] data(Optional<Extension> extension) {
    return extension.map(Extension::data).orElse(new byte[0]);
  }

  void encryptedExtensions(List<Extension> extensions) throws Aborted {
    solicited(extensions);
    for (Extension extension : extensions) {
      if (NEVER_IN_ENCRYPTED_EXTENSIONS.contains(extension.type())) {
        illegal(extension.type() + " stands in EncryptedExtensions");
      }
    }
    answers(extensions);
  }

  /** RFC 8449, Sections 4 and 5; RFC 6066, Sections 3 and 4; RFC 7301, Section 3.1. */
  private void answers(List<Extension> extensions) throws Aborted {
    Optional<Extension> name = Extension.find(extensions, ExtensionType.SERVER_NAME);
    if (name.filter(one -> one.data().length > 0).isPresent()) {
      state.connection.object(AlertDescription.DECODE_ERROR, "A server's server_name is not empty");
    }
    Optional<Extension> limit = Extension.find(extensions, ExtensionType.RECORD_SIZE_LIMIT);
    Optional<Extension> most = Extension.find(extensions, ExtensionType.MAX_FRAGMENT_LENGTH);
    if (limit.isPresent() && most.isPresent()) {
      illegal("record_size_limit and max_fragment_length come together");
    }
    if (limit
        .filter(one -> one.data().length != 2 || value(one.data()) < LEAST_RECORD)
        .isPresent()) {
      illegal("record_size_limit is too small");
    }
    byte[] asked = data(offered.extension(ExtensionType.MAX_FRAGMENT_LENGTH));
    if (most.filter(one -> !Arrays.equals(one.data(), asked)).isPresent()) {
      illegal("max_fragment_length is another than was asked for");
    }
    Optional<Extension> alpn = Extension.find(extensions, ExtensionType.ALPN);
    if (alpn.isPresent()) {
      protocol(alpn.get());
    }
  }

  private static int value(byte[] two) {
    return (two[0] & 0xff) << 8 | two[1] & 0xff;
  }

  /** One, and of those that were offered (RFC 7301, Section 3.1). */
  private void protocol(Extension alpn) throws Aborted {
    try {
      List<String> chosen = Extensions.readAlpn(alpn);
      List<String> ours = Extensions.readAlpn(offered.extension(ExtensionType.ALPN).orElse(alpn));
      if (chosen.size() != 1 || !ours.containsAll(chosen)) {
        illegal("The server chose the protocols " + chosen);
      }
    } catch (WireException e) {
      state.connection.object(AlertDescription.DECODE_ERROR, "ALPN: " + e.getMessage());
    }
  }

  /** Extensions answer extensions; a server sends none of its own accord. */
  void solicited(List<Extension> extensions) throws Aborted {
    Set<ExtensionType> seen = new HashSet<>();
    for (Extension extension : extensions) {
      if (!seen.add(extension.type())) {
        illegal(extension.type() + " stands there twice");
      }
      if (state.connection.faults().refuses(extension.type())) {
        throw state.connection.fail(
            AlertDescription.ILLEGAL_PARAMETER, extension.type() + " is not wanted");
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
      if (state.connection.faults().refuses(extension.type())) {
        throw state.connection.fail(
            AlertDescription.ILLEGAL_PARAMETER, extension.type() + " is not wanted");
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
