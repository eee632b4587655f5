package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What a ClientHello offers; nothing where that does not decode. */
final class Offered {
  private Offered() {}

  static List<NamedGroup> groups(ClientHello hello) {
    return codes(hello, ExtensionType.SUPPORTED_GROUPS, NamedGroup::new);
  }

  static List<SignatureScheme> schemes(ClientHello hello) {
    return codes(hello, ExtensionType.SIGNATURE_ALGORITHMS, SignatureScheme::new);
  }

  static List<NamedGroup> shares(ClientHello hello) {
    Optional<Extension> extension = hello.extension(ExtensionType.KEY_SHARE);
    try {
      return extension.isPresent()
          ? Extensions.readKeyShares(extension.get()).stream()
              .map(Extensions.KeyShare::group)
              .toList()
          : List.of();
    } catch (WireException e) {
      return List.of();
    }
  }

  static List<ProtocolVersion> versions(ClientHello hello) {
    Optional<Extension> extension = hello.extension(ExtensionType.SUPPORTED_VERSIONS);
    try {
      return extension.isPresent()
          ? Extensions.readSupportedVersions(extension.get())
          : List.of(hello.legacyVersion());
    } catch (WireException e) {
      return List.of();
    }
  }

  /** RFC 8701, Section 2. */
  static boolean isGrease(int code) {
    return code >>> 8 == (code & 0xff) && (code & 0x0f) == 0x0a;
  }

  private static <T> List<T> codes(ClientHello hello, ExtensionType type, IntFunction<T> make) {
    Optional<Extension> extension = hello.extension(type);
    try {
      return extension.isPresent() ? Extensions.readCodes16(extension.get(), make) : List.of();
    } catch (WireException e) {
      return List.of();
    }
  }
}
