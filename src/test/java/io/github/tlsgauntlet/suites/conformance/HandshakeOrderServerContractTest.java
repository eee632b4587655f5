package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import java.util.Map;
import java.util.Set;

/** A server that keeps no order. */
class HandshakeOrderServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return HandshakeOrderServerTest.class;
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of("unknown-handshake-messages-are-refused");
  }

  @Override
  Map<String, Fault> faults() {
    Fault careless = Overlooking.server(UNEXPECTED_MESSAGE);
    return Map.ofEntries(
        Map.entry("a-finished-without-change-cipher-spec-is-refused", careless),
        Map.entry("an-early-change-cipher-spec-of-a-client-is-refused", careless),
        Map.entry("the-key-exchange-comes-once", careless),
        Map.entry("a-certificate-verify-before-the-key-exchange-is-refused", careless),
        Map.entry("a-client-hello-after-a-handshake-of-tls-1-3-is-refused", careless),
        Map.entry("messages-of-servers-are-refused", careless),
        Map.entry("unknown-handshake-messages-are-refused", careless));
  }
}
