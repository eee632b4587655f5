package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.RenegotiationPolicy;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.Map;

/** A server that renegotiates with anybody, and one that lets nobody get through. */
class RenegotiationServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return RenegotiationServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.renegotiation(RenegotiationPolicy.SECURE);
  }

  @Override
  Map<String, Fault> faults() {
    Fault any = settings -> settings.renegotiation(RenegotiationPolicy.ANY);
    return Map.of(
        "an-unbound-renegotiation-is-refused",
        any,
        "a-renegotiation-that-signals-as-a-first-hello-is-refused",
        any,
        "a-bound-renegotiation-is-carried-through",
        settings -> settings.renegotiation(RenegotiationPolicy.REFUSE),
        "encrypt-then-mac-is-kept",
        Overlooking.server(AlertDescription.HANDSHAKE_FAILURE));
  }
}
