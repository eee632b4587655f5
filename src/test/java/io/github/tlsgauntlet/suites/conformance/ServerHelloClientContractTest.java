package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;

import java.util.Map;

/** A client that takes whatever a server says. */
class ServerHelloClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return ServerHelloClientTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of("a-wrong-finished-is-refused", Overlooking.client(DECRYPT_ERROR));
  }
}
