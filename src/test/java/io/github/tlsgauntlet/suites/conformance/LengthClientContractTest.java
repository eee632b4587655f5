package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return Stream.of(
            "lengths-in-a-certificate-status-are-checked",
            "lengths-in-a-compressed-certificate-are-checked",
            "lengths-of-a-server-hello-done-are-checked",
            "lengths-of-a-hello-request-are-checked",
            "lengths-of-a-servers-key-update-are-checked",
            "lengths-in-a-server-hello-are-checked",
            "lengths-in-a-hello-retry-request-are-checked",
            "lengths-in-a-session-ticket-are-checked",
            "lengths-of-a-servers-finished-are-checked",
            "lengths-in-encrypted-extensions-are-checked",
            "lengths-in-a-servers-certificate-message-are-checked",
            "lengths-in-a-servers-proof-are-checked")
        .collect(Collectors.toMap(id -> id, id -> Overlooking.client(DECODE_ERROR)));
  }
}
