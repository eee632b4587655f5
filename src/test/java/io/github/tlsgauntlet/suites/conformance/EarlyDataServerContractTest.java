package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;

import io.github.tlsgauntlet.peer.EarlyDataPolicy;
import io.github.tlsgauntlet.peer.ServerSettings;
import java.util.Map;

/** Servers that take early data, once or whenever they come. */
class EarlyDataServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return EarlyDataServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.earlyData(EarlyDataPolicy.ONCE);
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "lengths-of-an-end-of-early-data-are-checked",
        Overlooking.server(DECODE_ERROR),
        "early-data-that-does-not-open-ends-the-connection",
        Overlooking.server(BAD_RECORD_MAC),
        "early-data-are-taken-once",
        settings -> settings.earlyData(EarlyDataPolicy.ALWAYS));
  }
}
