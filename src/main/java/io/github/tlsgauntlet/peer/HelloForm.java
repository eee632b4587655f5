package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the lists of a ClientHello, and what stands inside its extensions, have the form that
 * they are defined in: no byte is left over, and nothing is empty that must not be (RFC 9846,
 * Section 4.3).
 */
final class HelloForm {
  /** Reads one extension to its end. */
  @FunctionalInterface
  private interface Form {
    void read(Extension extension) throws WireException;
  }

  private static final Map<ExtensionType, Form> FORMS =
      Map.of(
          ExtensionType.SERVER_NAME, HelloForm::serverNames,
          ExtensionType.MAX_FRAGMENT_LENGTH, extension -> exactly(extension, 1),
          ExtensionType.RECORD_SIZE_LIMIT, extension -> exactly(extension, 2),
          ExtensionType.SUPPORTED_GROUPS,
              extension -> some(Extensions.readCodes16(extension, NamedGroup::new), extension),
          ExtensionType.SIGNATURE_ALGORITHMS,
              extension -> some(Extensions.readCodes16(extension, SignatureScheme::new), extension),
          ExtensionType.SUPPORTED_VERSIONS,
              extension -> some(Extensions.readSupportedVersions(extension), extension),
          ExtensionType.KEY_SHARE, Extensions::readKeyShares,
          ExtensionType.EXTENDED_MASTER_SECRET, extension -> exactly(extension, 0),
          ExtensionType.ENCRYPT_THEN_MAC, extension -> exactly(extension, 0));

  private HelloForm() {}

  /** What is wrong, in words; empty where nothing is. */
  static Optional<String> flaw(ClientHello hello) {
    if (hello.cipherSuites().isEmpty()) {
      return Optional.of("cipher_suites is empty");
    }
    if (hello.compressionMethods().length == 0) {
      return Optional.of("compression_methods is empty");
    }
    for (Extension extension : hello.extensions()) {
      Form form = FORMS.get(extension.type());
      try {
        if (form != null) {
          form.read(extension);
        }
      } catch (WireException e) {
        return Optional.of(extension.type() + ": " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static void serverNames(Extension extension) throws WireException {
    WireReader reader = WireReader.of(extension.data());
    WireReader list = reader.vector16();
    reader.end("server_name");
    do {
      list.uint8();
      if (!list.vector16().hasRemaining()) {
        throw new WireException(WireException.Kind.OUT_OF_RANGE, "a name is empty");
      }
    } while (list.hasRemaining());
  }

  private static void some(List<?> values, Extension extension) throws WireException {
    if (values.isEmpty()) {
      throw new WireException(WireException.Kind.OUT_OF_RANGE, extension.type() + " is empty");
    }
  }

  private static void exactly(Extension extension, int bytes) throws WireException {
    if (extension.data().length != bytes) {
      throw new WireException(
          WireException.Kind.OUT_OF_RANGE, "it has " + extension.data().length + " bytes");
    }
  }
}
