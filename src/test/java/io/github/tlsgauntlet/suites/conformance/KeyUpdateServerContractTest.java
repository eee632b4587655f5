package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.peer.Deviation;
import java.util.Map;
import java.util.Set;

/** A server that is careless with KeyUpdates, or knows none. */
class KeyUpdateServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return KeyUpdateServerTest.class;
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of("a-key-update-before-finished-is-refused");
  }

  @Override
  Map<String, Fault> faults() {
    return Map.ofEntries(
        Map.entry(
            "a-key-update-is-answered-in-kind",
            settings -> settings.deviations(new Deviation.AnswerNoKeyUpdate())),
        Map.entry("new-keys-are-taken", settings -> settings.deviations(new Deviation.KeepKeys())),
        Map.entry(
            "other-values-of-request-update-are-refused", Overlooking.server(ILLEGAL_PARAMETER)),
        Map.entry(
            "a-key-update-before-finished-is-refused", Overlooking.server(UNEXPECTED_MESSAGE)),
        Map.entry("a-key-update-of-a-client-has-one-length", Overlooking.server(DECODE_ERROR)),
        Map.entry("old-keys-end-with-a-key-update", Overlooking.server(BAD_RECORD_MAC)),
        Map.entry("next-keys-begin-with-a-key-update", Overlooking.server(BAD_RECORD_MAC)),
        Map.entry(
            "nothing-shares-the-record-of-a-key-update", Overlooking.server(UNEXPECTED_MESSAGE)));
  }
}
