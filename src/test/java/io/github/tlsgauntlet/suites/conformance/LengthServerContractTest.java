package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that reads on past lengths that do not fit. */
class LengthServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return LengthServerTest.class;
  }

  /** No server can go on without the share, but one may break on it. */
  private static Fault servesNobodyAfter(int connections) {
    AtomicInteger served = new AtomicInteger();
    return settings ->
        served.incrementAndGet() > connections ? settings.cipherSuites(List.of()) : settings;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "lengths-in-a-client-hello-are-checked", Overlooking.server(DECODE_ERROR),
        "a-client-hello-that-is-cut-short-is-refused", Overlooking.server(DECODE_ERROR),
        "lengths-in-a-client-key-exchange-are-checked", Overlooking.server(DECODE_ERROR),
        "a-client-key-exchange-that-is-cut-short-is-refused", servesNobodyAfter(3));
  }
}
