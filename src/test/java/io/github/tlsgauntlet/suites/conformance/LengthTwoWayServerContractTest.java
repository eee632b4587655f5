package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;

import io.github.tlsgauntlet.peer.Deviation;
import java.util.Map;

/** A server that reads on past lengths that do not fit. */
class LengthTwoWayServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return LengthTwoWayServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "lengths-in-a-certificate-message-are-checked", Overlooking.server(DECODE_ERROR),
        "a-certificate-message-that-is-cut-short-is-refused", Overlooking.server(DECODE_ERROR),
        "lengths-in-a-certificate-verify-are-checked", Overlooking.server(DECODE_ERROR),
        "a-certificate-verify-that-is-cut-short-is-refused",
            settings ->
                settings.deviations(
                    new Deviation.Overlook(DECODE_ERROR), new Deviation.TakeAnyProof()));
  }
}
