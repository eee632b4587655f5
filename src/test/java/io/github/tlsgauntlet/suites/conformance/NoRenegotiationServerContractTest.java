package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Deviation;
import java.util.Map;

/** A server that passes over what it does not want to hear. */
class NoRenegotiationServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return NoRenegotiationServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "an-unwanted-renegotiation-is-told-so",
        settings -> settings.deviations(new Deviation.PassOverRenegotiation()));
  }
}
