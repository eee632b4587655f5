package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;

import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A server that misses what it needs, and objects to what it does not. */
class HelloExtensionServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return HelloExtensionServerTest.class;
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of("oid-filters-in-a-hello-are-told-or-passed-over");
  }

  @Override
  Map<String, Fault> faults() {
    return Map.ofEntries(
        Map.entry(
            "shares-without-groups-are-refused",
            Misreading.hello(HelloExtensionServerContractTest::withGroups)),
        Map.entry("groups-without-shares-are-refused", Overlooking.server(MISSING_EXTENSION)),
        Map.entry(
            "an-extension-that-comes-twice-is-refused", Overlooking.server(ILLEGAL_PARAMETER)),
        Map.entry(
            "oid-filters-in-a-hello-are-told-or-passed-over",
            Misreading.refusal(has(ExtensionType.OID_FILTERS))),
        Map.entry(
            "unknown-extensions-are-passed-over",
            Misreading.refusal(has(new ExtensionType(0xff42)))),
        Map.entry(
            "extensions-may-come-in-any-order",
            Misreading.refusal(
                hello -> !hello.extensions().get(0).type().equals(ExtensionType.SERVER_NAME))),
        Map.entry("padding-in-a-hello-is-taken", Misreading.refusal(has(ExtensionType.PADDING))),
        Map.entry(
            "signature-algorithms-cert-is-taken",
            Misreading.refusal(has(ExtensionType.SIGNATURE_ALGORITHMS_CERT))),
        Map.entry(
            "what-clients-of-today-offer-ends-no-handshake",
            Misreading.refusal(has(ExtensionType.COMPRESS_CERTIFICATE))),
        Map.entry(
            "a-hello-without-a-name-is-taken-or-told",
            Misreading.refusal(has(ExtensionType.SERVER_NAME).negate())),
        Map.entry(
            "certificate-authorities-end-no-handshake",
            Misreading.refusal(has(ExtensionType.CERTIFICATE_AUTHORITIES))),
        Map.entry(
            "a-hello-without-extensions-is-well-formed",
            Misreading.refusal(hello -> hello.extensions().isEmpty(), DECODE_ERROR)));
  }

  private static Predicate<ClientHello> has(ExtensionType type) {
    return hello -> hello.extension(type).isPresent();
  }

  private static ClientHello withGroups(ClientHello hello) {
    return hello.extension(ExtensionType.SUPPORTED_GROUPS).isPresent()
        ? hello
        : Hellos.with(Extensions.supportedGroups(List.of(NamedGroup.X25519))).apply(hello);
  }
}
