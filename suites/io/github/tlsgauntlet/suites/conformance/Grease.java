package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** ClientHellos that name more than a given one: values that nobody knows (RFC 8701), or do not. */
final class Grease {
  private Grease() {}

  /** More cipher suites, before the others. */
  static UnaryOperator<ClientHello> andSuites(CipherSuite... more) {
    return hello -> {
      List<CipherSuite> suites = new ArrayList<>(List.of(more));
      suites.addAll(hello.cipherSuites());
      return Hellos.suites(suites).apply(hello);
    };
  }

  /** A code of two bytes at the head of the one list of two-byte codes inside an extension. */
  static UnaryOperator<ClientHello> andCode(ExtensionType type, int code) {
    return andItem(type, new byte[] {(byte) (code >> 8), (byte) code}, 2);
  }

  /** A group at the head of key_share, with a share of one byte. */
  static UnaryOperator<ClientHello> andShare(int group) {
    return andItem(
        ExtensionType.KEY_SHARE, new byte[] {(byte) (group >> 8), (byte) group, 0, 1, 0}, 2);
  }

  /** A version at the head of supported_versions. */
  static UnaryOperator<ClientHello> andVersion(int version) {
    return andItem(
        ExtensionType.SUPPORTED_VERSIONS, new byte[] {(byte) (version >> 8), (byte) version}, 1);
  }

  /** A mode at the head of psk_key_exchange_modes. */
  static UnaryOperator<ClientHello> andPskMode(int mode) {
    return andItem(ExtensionType.PSK_KEY_EXCHANGE_MODES, new byte[] {(byte) mode}, 1);
  }

  /** ALPN with a protocol that nobody knows before one of today. */
  static UnaryOperator<ClientHello> protocols(String unknown) {
    return Hellos.with(Extensions.alpn(List.of(unknown, "http/1.1")));
  }

  private static UnaryOperator<ClientHello> andItem(ExtensionType type, byte[] item, int prefix) {
    return hello -> {
      Optional<Extension> extension = hello.extension(type);
      return extension.isEmpty()
          ? hello
          : Hellos.with(
                  Extension.of(
                      type,
                      w -> {
                        byte[] others = list(extension.get().data(), prefix);
                        if (prefix == 1) {
                          w.vector8(list -> list.bytes(item).bytes(others));
                        } else {
                          w.vector16(list -> list.bytes(item).bytes(others));
                        }
                      }))
              .apply(hello);
    };
  }

  private static byte[] list(byte[] data, int prefix) {
    try {
      WireReader reader = WireReader.of(data);
      return (prefix == 1 ? reader.vector8() : reader.vector16()).rest();
    } catch (WireException e) {
      throw new IllegalArgumentException("An extension of our own does not decode", e);
    }
  }
}
