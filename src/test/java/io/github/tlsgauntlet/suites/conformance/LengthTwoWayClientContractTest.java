package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;

import io.github.tlsgauntlet.peer.ClientSettings;
import java.util.Map;

/** A client that reads on past lengths that do not fit. */
class LengthTwoWayClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return LengthTwoWayClientTest.class;
  }

  @Override
  ClientSettings.Builder prepared(ClientSettings.Builder settings) {
    return settings.postHandshakeAuthentication(true);
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "lengths-in-a-certificate-request-are-checked", Overlooking.client(DECODE_ERROR),
        "lengths-in-a-late-certificate-request-are-checked", Overlooking.client(DECODE_ERROR));
  }
}
