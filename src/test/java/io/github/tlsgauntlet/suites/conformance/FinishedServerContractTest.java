package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;

import java.util.Map;

/** A server that takes any Finished. */
class FinishedServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return FinishedServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "a-client-finished-that-does-not-verify-is-refused",
        Overlooking.server(DECRYPT_ERROR),
        "a-client-finished-of-another-length-is-refused",
        Overlooking.server(DECODE_ERROR));
  }
}
