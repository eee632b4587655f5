package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;

import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import java.util.Map;

/** A server that agrees on what has long been given up. */
class OlderExtensionServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return OlderExtensionServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "encrypt-then-mac-is-not-agreed-on-without-blocks",
            Misreading.answer(Answers.and(Extension.empty(ExtensionType.ENCRYPT_THEN_MAC))),
        "truncated-macs-are-not-agreed-on",
            Misreading.answer(Answers.and(Extension.empty(ExtensionType.TRUNCATED_HMAC))),
        "compression-is-not-agreed-on", Misreading.answer(Answers.compression(1)),
        "compression-without-the-null-method-is-refused", Overlooking.server(ILLEGAL_PARAMETER),
        "secure-renegotiation-is-answered",
            Misreading.answer(
                Answers.extensions(
                    list ->
                        list.stream()
                            .filter(one -> !one.type().equals(ExtensionType.RENEGOTIATION_INFO))
                            .toList())),
        "renegotiation-info-of-no-handshake-is-refused", Overlooking.server(HANDSHAKE_FAILURE),
        "the-servers-point-formats-have-the-uncompressed-one",
            Misreading.answer(
                Answers.extensions(
                    list ->
                        list.stream()
                            .map(
                                one ->
                                    one.type().equals(ExtensionType.EC_POINT_FORMATS)
                                        ? new Extension(one.type(), new byte[] {1, 1})
                                        : one)
                            .toList())));
  }
}
