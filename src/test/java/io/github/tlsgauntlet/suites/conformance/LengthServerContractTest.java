package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.peer.Deviation;
import java.util.Map;

/** A server that reads on past lengths that do not fit. */
class LengthServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return LengthServerTest.class;
  }

  /** What it makes of the share is no key of the client's, which shows in Finished alone. */
  private static Fault fillingUp() {
    return settings ->
        settings.deviations(
            new Deviation.FillKeyExchange(),
            new Deviation.Overlook(DECODE_ERROR),
            new Deviation.Overlook(ILLEGAL_PARAMETER));
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "lengths-in-a-client-hello-are-checked", Overlooking.server(DECODE_ERROR),
        "a-client-hello-that-is-cut-short-is-refused", Overlooking.server(DECODE_ERROR),
        "lengths-in-a-client-key-exchange-are-checked", Overlooking.server(DECODE_ERROR),
        "lengths-in-a-second-client-hello-are-checked", Overlooking.server(DECODE_ERROR),
        "lengths-in-pre-shared-keys-are-checked", Overlooking.server(DECODE_ERROR),
        "lengths-in-answered-extensions-are-checked", Overlooking.server(DECODE_ERROR),
        "lengths-of-a-key-update-are-checked", Overlooking.server(DECODE_ERROR),
        "lengths-of-a-client-finished-are-checked",
            Overlooking.server(DECODE_ERROR, UNEXPECTED_MESSAGE),
        "a-client-key-exchange-that-is-cut-short-is-refused", fillingUp());
  }
}
