package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import java.util.Map;

/** A client that takes messages in any order. */
class StateMachineClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return StateMachineClientTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    Fault disorder = Overlooking.client(UNEXPECTED_MESSAGE);
    return Map.of(
        "no-message-of-a-server-is-left-out", disorder,
        "no-message-of-a-server-comes-twice", disorder,
        "no-message-of-a-server-changes-its-place", disorder,
        "the-order-holds-where-a-session-is-resumed", disorder,
        "an-early-change-cipher-spec-is-refused", disorder,
        "no-message-that-is-not-due-is-taken", disorder);
  }
}
