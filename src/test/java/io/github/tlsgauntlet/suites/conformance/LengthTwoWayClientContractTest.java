package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;

import java.util.Map;

/** A client that reads on past lengths that do not fit. */
class LengthTwoWayClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return LengthTwoWayClientTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of("lengths-in-a-certificate-request-are-checked", Overlooking.client(DECODE_ERROR));
  }
}
