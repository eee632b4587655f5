package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;

import java.util.Map;

/** A client that computes with any share. */
class KeyExchangeClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return KeyExchangeClientTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    Fault illegal = Overlooking.client(ILLEGAL_PARAMETER);
    return Map.of(
        "a-point-beside-the-curve-is-refused", illegal,
        "a-share-that-is-no-uncompressed-point-is-refused", illegal,
        "a-share-of-low-order-is-refused", illegal,
        "a-share-of-another-length-is-refused", illegal,
        "a-share-out-of-its-field-is-refused", illegal,
        "a-public-value-out-of-its-field-is-refused", Overlooking.client(HANDSHAKE_FAILURE),
        "a-curve-that-was-not-offered-is-refused", illegal);
  }
}
