package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import java.util.List;
import java.util.Map;

/** A client that reads on past lengths that do not fit. */
class LengthClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return LengthClientTest.class;
  }

  @Override
  ClientSettings.Builder prepared(ClientSettings.Builder settings) {
    return settings
        .stapling(true)
        .extensions(
            List.of(
                Extension.of(
                    ExtensionType.COMPRESS_CERTIFICATE,
                    w -> w.vector8(list -> list.uint16(Compressed.ZLIB)))));
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "lengths-in-a-certificate-status-are-checked", Overlooking.client(DECODE_ERROR),
        "lengths-in-a-compressed-certificate-are-checked", Overlooking.client(DECODE_ERROR),
        "lengths-in-a-server-hello-are-checked", Overlooking.client(DECODE_ERROR),
        "lengths-in-a-hello-retry-request-are-checked", Overlooking.client(DECODE_ERROR),
        "lengths-in-a-session-ticket-are-checked", Overlooking.client(DECODE_ERROR),
        "lengths-of-a-servers-finished-are-checked", Overlooking.client(DECODE_ERROR),
        "lengths-in-encrypted-extensions-are-checked", Overlooking.client(DECODE_ERROR),
        "lengths-in-a-servers-certificate-message-are-checked", Overlooking.client(DECODE_ERROR),
        "lengths-in-a-servers-proof-are-checked", Overlooking.client(DECODE_ERROR));
  }
}
