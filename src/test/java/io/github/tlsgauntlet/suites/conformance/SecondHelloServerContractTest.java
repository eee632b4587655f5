package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.ServerSettings;
import java.util.Map;

/** A server that never asks again, and one that takes whatever it gets then. */
class SecondHelloServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return SecondHelloServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.cookie(new byte[] {1, 2, 3});
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "a-missing-share-is-asked-for",
        settings -> settings.deviations(new Deviation.NeverRetry()),
        "a-second-hello-without-the-share-is-refused",
        Overlooking.server(ILLEGAL_PARAMETER),
        "a-second-hello-that-differs-is-refused",
        Overlooking.server(ILLEGAL_PARAMETER, MISSING_EXTENSION));
  }
}
