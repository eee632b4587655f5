package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a server of ours insists on in a ClientHello, with the alert that is due where it is not so
 * (RFC 9846, Sections 4.2.2 and 4.3; RFC 5246, Section 7.4.1.2; RFC 7507).
 */
final class ClientRules {
  private static final Set<ExtensionType> MAY_CHANGE =
      Set.of(
          ExtensionType.KEY_SHARE,
          ExtensionType.EARLY_DATA,
          ExtensionType.COOKIE,
          ExtensionType.PRE_SHARED_KEY,
          new ExtensionType(21));
  private static final CipherSuite FALLBACK = new CipherSuite(0x5600);

  private final HandshakeState state;

  ClientRules(HandshakeState state) {
    this.state = state;
  }

  void hello(ClientHello hello, ProtocolVersion version, List<ProtocolVersion> ours)
      throws Aborted, WireException {
    Set<ExtensionType> seen = new HashSet<>();
    for (Extension extension : hello.extensions()) {
      if (!seen.add(extension.type())) {
        illegal(extension.type() + " stands there twice");
      }
    }
    if (hello.cipherSuites().contains(FALLBACK)
        && ours.stream().anyMatch(mine -> mine.code() > version.code())) {
      state.connection.object(
          AlertDescription.INAPPROPRIATE_FALLBACK, "The client falls back to " + version);
    }
    if (version.equals(ProtocolVersion.TLS13)) {
      tls13(hello);
    } else {
      older(hello);
    }
  }

  /** What does not decode, or holds nothing where something has to be. */
  void form(ClientHello hello) throws Aborted {
    Optional<String> flaw = HelloForm.flaw(hello);
    if (flaw.isPresent()) {
      state.connection.object(AlertDescription.DECODE_ERROR, flaw.get());
    }
  }

  private void older(ClientHello hello) throws Aborted, WireException {
    if (!contains(hello.compressionMethods(), 0)) {
      illegal("The client does not offer the null compression method");
    }
    points(hello);
    boolean renegotiates =
        hello
            .extension(ExtensionType.RENEGOTIATION_INFO)
            .filter(info -> !Arrays.equals(info.data(), Extensions.renegotiationInfo().data()))
            .isPresent();
    if (renegotiates && !state.isRenegotiation) {
      state.connection.object(
          AlertDescription.HANDSHAKE_FAILURE,
          "renegotiation_info speaks of a handshake that never was");
    }
  }

  /** Whoever names curves takes their uncompressed points (RFC 8422, Section 5.1.2). */
  private void points(ClientHello hello) throws Aborted, WireException {
    Optional<Extension> formats = hello.extension(ExtensionType.EC_POINT_FORMATS);
    if (formats.isPresent()
        && hello.extension(ExtensionType.SUPPORTED_GROUPS).isPresent()
        && !contains(WireReader.of(formats.get().data()).vector8().rest(), 0)) {
      illegal("The client takes no uncompressed points");
    }
  }

  private void tls13(ClientHello hello) throws Aborted, WireException {
    if (!hello.legacyVersion().equals(ProtocolVersion.TLS12)) {
      state.connection.object(
          AlertDescription.PROTOCOL_VERSION, "legacy_version is " + hello.legacyVersion());
    }
    if (hello.extension(ExtensionType.OID_FILTERS).isPresent()) {
      illegal("oid_filters stands in a message that it is not for");
    }
    if (!Arrays.equals(hello.compressionMethods(), new byte[] {0})) {
      illegal("legacy_compression_methods holds more than null");
    }
    List<Extension> extensions = hello.extensions();
    boolean psk = hello.extension(ExtensionType.PRE_SHARED_KEY).isPresent();
    if (psk && !extensions.get(extensions.size() - 1).type().equals(ExtensionType.PRE_SHARED_KEY)) {
      illegal("pre_shared_key is not the last extension");
    }
    if (!psk) {
      require(hello, ExtensionType.SIGNATURE_ALGORITHMS);
      require(hello, ExtensionType.SUPPORTED_GROUPS);
    }
    if (hello.extension(ExtensionType.SUPPORTED_GROUPS).isPresent()) {
      require(hello, ExtensionType.KEY_SHARE);
    }
    shares(hello);
  }

  private void shares(ClientHello hello) throws Aborted, WireException {
    Optional<Extension> extension = hello.extension(ExtensionType.KEY_SHARE);
    if (extension.isEmpty()) {
      return;
    }
    require(hello, ExtensionType.SUPPORTED_GROUPS);
    List<NamedGroup> groups = ServerChoice.groups(hello);
    Set<NamedGroup> seen = new HashSet<>();
    for (Extensions.KeyShare share : Extensions.readKeyShares(extension.get())) {
      if (!groups.contains(share.group()) || !seen.add(share.group())) {
        illegal("key_share and supported_groups do not agree on " + share.group());
      }
    }
  }

  void afterRetry(ClientHello first, ClientHello second, Optional<byte[]> cookie)
      throws Aborted, WireException {
    tls13(second);
    if (!Arrays.equals(first.random(), second.random())
        || !Arrays.equals(first.sessionId(), second.sessionId())
        || !first.cipherSuites().equals(second.cipherSuites())
        || !lasting(first).equals(lasting(second))) {
      illegal("The second ClientHello differs in more than it was asked for");
    }
    if (cookie.isPresent()) {
      require(second, ExtensionType.COOKIE);
      Optional<Extension> echo = second.extension(ExtensionType.COOKIE);
      if (echo.isPresent()
          && !Arrays.equals(cookie.get(), WireReader.of(echo.get().data()).vector16().rest())) {
        illegal("The cookie is another");
      }
    }
  }

  /** The extensions that a second ClientHello repeats (RFC 9846, Section 4.2.2). */
  private static Map<ExtensionType, ByteBuffer> lasting(ClientHello hello) {
    Map<ExtensionType, ByteBuffer> lasting = new HashMap<>();
    hello.extensions().stream()
        .filter(extension -> !MAY_CHANGE.contains(extension.type()))
        .forEach(extension -> lasting.put(extension.type(), ByteBuffer.wrap(extension.data())));
    return lasting;
  }

  private void require(ClientHello hello, ExtensionType type) throws Aborted {
    if (hello.extension(type).isEmpty()) {
      state.connection.object(AlertDescription.MISSING_EXTENSION, "The ClientHello has no " + type);
    }
  }

  static boolean contains(byte[] bytes, int value) {
    for (byte b : bytes) {
      if (b == value) {
        return true;
      }
    }
    return false;
  }

  private void illegal(String reason) throws Aborted {
    state.connection.object(AlertDescription.ILLEGAL_PARAMETER, reason);
  }
}
