package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ExtensionType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

  /** No server can go on without the share, but one may break on it, in either version. */
  private static Fault servesNobodyAfter(int connections) {
    Map<Boolean, Integer> served = new ConcurrentHashMap<>();
    return settings ->
        settings.deviations(
            new Deviation.RefuseHello(
                hello ->
                    served.merge(
                            hello.extension(ExtensionType.KEY_SHARE).isPresent(), 1, Integer::sum)
                        > connections,
                AlertDescription.HANDSHAKE_FAILURE));
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "lengths-in-a-client-hello-are-checked", Overlooking.server(DECODE_ERROR),
        "a-client-hello-that-is-cut-short-is-refused", Overlooking.server(DECODE_ERROR),
        "lengths-in-a-client-key-exchange-are-checked", Overlooking.server(DECODE_ERROR),
        "lengths-in-a-second-client-hello-are-checked", Overlooking.server(DECODE_ERROR),
        "lengths-in-pre-shared-keys-are-checked", servesNobodyAfter(5),
        "lengths-in-answered-extensions-are-checked", servesNobodyAfter(4),
        "lengths-of-a-key-update-are-checked", servesNobodyAfter(3),
        "lengths-of-a-client-finished-are-checked", servesNobodyAfter(3),
        "a-client-key-exchange-that-is-cut-short-is-refused", fillingUp());
  }
}
