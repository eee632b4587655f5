package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import java.util.Map;

/** A client that takes messages in any order. */
class StateMachineTwoWayClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return StateMachineTwoWayClientTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    Fault disorder = Overlooking.client(UNEXPECTED_MESSAGE);
    return Map.of(
        "no-message-of-a-server-that-asks-is-left-out", disorder,
        "no-message-of-a-server-that-asks-comes-twice", disorder,
        "no-message-of-a-server-that-asks-changes-its-place", disorder);
  }
}
