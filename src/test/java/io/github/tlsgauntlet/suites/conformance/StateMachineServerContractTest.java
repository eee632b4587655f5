package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import java.util.Map;

/** A server that keeps no order. */
class StateMachineServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return StateMachineServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    Fault careless = Overlooking.server(UNEXPECTED_MESSAGE);
    return Map.of(
        "no-message-is-left-out", careless,
        "no-message-comes-twice", careless,
        "messages-keep-their-order", careless);
  }
}
