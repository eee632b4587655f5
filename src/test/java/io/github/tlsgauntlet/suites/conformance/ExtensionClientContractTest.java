package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNSUPPORTED_EXTENSION;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import java.util.List;
import java.util.Map;

/** A client that takes any extension, and one that takes too few. */
class ExtensionClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return ExtensionClientTest.class;
  }

  @Override
  ClientSettings.Builder prepared(ClientSettings.Builder settings) {
    return settings
        .alpn(List.of("http/1.1"))
        .extensions(
            List.of(
                Extension.of(ExtensionType.RECORD_SIZE_LIMIT, w -> w.uint16(16_385)),
                Extension.of(ExtensionType.MAX_FRAGMENT_LENGTH, w -> w.uint8(4))));
  }

  @Override
  Map<String, Fault> faults() {
    Fault illegal = Overlooking.client(ILLEGAL_PARAMETER);
    Fault unsupported = Overlooking.client(UNSUPPORTED_EXTENSION);
    return Map.ofEntries(
        Map.entry("an-extension-that-was-not-offered-is-refused", unsupported),
        Map.entry("an-encrypted-extension-that-was-not-offered-is-refused", unsupported),
        Map.entry("an-extension-of-a-certificate-that-was-not-offered-is-refused", unsupported),
        Map.entry(
            "a-psk-that-was-not-offered-is-refused",
            Overlooking.client(ILLEGAL_PARAMETER, UNSUPPORTED_EXTENSION)),
        Map.entry("a-forbidden-encrypted-extension-is-refused", illegal),
        Map.entry("a-forbidden-extension-of-the-server-hello-is-refused", illegal),
        Map.entry("two-extensions-of-one-type-are-refused", illegal),
        Map.entry("two-encrypted-extensions-of-one-type-are-refused", illegal),
        Map.entry("a-servers-groups-are-taken", refusing(ExtensionType.SUPPORTED_GROUPS)),
        Map.entry(
            "a-protocol-that-was-not-offered-is-refused",
            Overlooking.client(ILLEGAL_PARAMETER, DECODE_ERROR)),
        Map.entry("point-formats-without-the-uncompressed-one-are-refused", illegal),
        Map.entry("encrypt-then-mac-with-aead-is-refused", illegal),
        Map.entry("a-server-name-from-the-server-is-refused", Overlooking.client(DECODE_ERROR)),
        Map.entry("an-empty-server-name-is-taken", refusing(ExtensionType.SERVER_NAME)),
        Map.entry("a-record-size-limit-below-64-is-refused", illegal),
        Map.entry("both-limits-of-size-together-are-refused", illegal),
        Map.entry("another-fragment-length-is-refused", illegal));
  }

  private static Fault refusing(ExtensionType type) {
    return settings -> settings.deviations(new Deviation.RefuseExtension(type));
  }
}
