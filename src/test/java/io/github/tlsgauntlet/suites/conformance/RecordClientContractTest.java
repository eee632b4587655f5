package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.peer.Deviation;
import java.util.Map;
import java.util.Set;

/** A client that takes any record, and one that is too choosy. */
class RecordClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return RecordClientTest.class;
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of(
        "a-record-with-too-much-content-is-refused",
        "a-long-protected-record-is-refused",
        "a-record-of-padding-alone-is-refused",
        "a-long-record-in-the-clear-is-refused",
        "a-record-that-was-tampered-with-is-refused",
        "a-record-within-a-message-is-refused",
        "a-record-across-a-change-of-keys-is-refused",
        "a-message-in-the-clear-is-refused");
  }

  @Override
  Map<String, Fault> faults() {
    Fault disorder = Overlooking.client(UNEXPECTED_MESSAGE);
    Fault otherAlert = settings -> settings.deviations(new Deviation.OtherAlert(HANDSHAKE_FAILURE));
    return Map.ofEntries(
        Map.entry("a-record-that-was-tampered-with-is-refused", otherAlert),
        Map.entry("a-long-record-in-the-clear-is-refused", otherAlert),
        Map.entry("a-long-protected-record-is-refused", otherAlert),
        Map.entry("a-record-with-too-much-content-is-refused", otherAlert),
        Map.entry("a-record-of-padding-alone-is-refused", otherAlert),
        Map.entry("an-empty-record-of-messages-is-refused", disorder),
        Map.entry("an-unknown-content-type-is-refused", disorder),
        Map.entry("a-record-within-a-message-is-refused", otherAlert),
        Map.entry("a-record-across-a-change-of-keys-is-refused", otherAlert),
        Map.entry(
            "a-change-cipher-spec-is-dropped",
            settings -> settings.deviations(new Deviation.RefuseDummies())),
        Map.entry("a-malformed-change-cipher-spec-is-refused", disorder),
        Map.entry("a-change-cipher-spec-out-of-place-is-refused", disorder),
        Map.entry(
            "a-record-without-data-is-taken",
            settings -> settings.deviations(new Deviation.RefuseEmptyRecords())),
        Map.entry("data-in-the-clear-is-refused", disorder),
        Map.entry("a-message-in-the-clear-is-refused", otherAlert),
        Map.entry(
            "any-layout-of-records-is-taken",
            settings -> settings.deviations(new Deviation.RefuseFragments())));
  }
}
