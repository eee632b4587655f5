package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;

import io.github.tlsgauntlet.peer.Deviation;
import java.util.Map;

/** A server that takes any ClientHello, and one that is too choosy. */
class ClientHelloServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return ClientHelloServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "compression-is-refused-in-tls-1-3", Overlooking.server(ILLEGAL_PARAMETER),
        "signature-algorithms-are-required", Overlooking.server(MISSING_EXTENSION),
        "a-hello-in-records-of-one-byte-is-taken",
            settings -> settings.deviations(new Deviation.RefuseFragments()));
  }
}
