package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import java.util.Map;

/** A server that keeps no order, and asks for a certificate. */
class TwoWayStateMachineServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return TwoWayStateMachineServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    Fault careless = Overlooking.server(UNEXPECTED_MESSAGE);
    return Map.of(
        "no-message-is-left-out-with-client-authentication", careless,
        "no-message-comes-twice-with-client-authentication", careless,
        "messages-keep-their-order-with-client-authentication", careless);
  }
}
