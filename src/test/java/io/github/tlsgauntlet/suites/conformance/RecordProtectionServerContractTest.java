package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPTION_FAILED;
import static io.github.tlsgauntlet.protocol.AlertDescription.RECORD_OVERFLOW;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.peer.Deviation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server that takes records of any length that almost verify, and one that is too choosy. */
class RecordProtectionServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return RecordProtectionServerTest.class;
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of("a-plain-record-that-is-too-long-is-refused");
  }

  @Override
  List<Map.Entry<String, Fault>> furtherFaults() {
    return List.of(
        Map.entry(
            "flaws-of-cbc-records-have-one-alert",
            settings -> settings.deviations(new Deviation.TellBrokenBlocks(DECRYPTION_FAILED))));
  }

  @Override
  Map<String, Fault> faults() {
    return Map.ofEntries(
        Map.entry("a-record-that-does-not-verify-is-refused", Overlooking.server(BAD_RECORD_MAC)),
        Map.entry("a-record-that-comes-twice-is-refused", Overlooking.server(BAD_RECORD_MAC)),
        Map.entry(
            "a-record-shorter-than-its-protection-is-refused", Overlooking.server(BAD_RECORD_MAC)),
        Map.entry("flaws-of-cbc-records-have-one-alert", Overlooking.server(BAD_RECORD_MAC)),
        Map.entry(
            "a-plain-record-that-is-too-long-is-refused", Overlooking.server(RECORD_OVERFLOW)),
        Map.entry(
            "a-protected-record-that-is-too-long-is-refused", Overlooking.server(RECORD_OVERFLOW)),
        Map.entry("content-beyond-the-limit-is-refused", Overlooking.server(RECORD_OVERFLOW)),
        Map.entry("padding-beyond-the-limit-is-refused", Overlooking.server(RECORD_OVERFLOW)),
        Map.entry(
            "a-longer-record-than-tls-1-2-allows-is-refused", Overlooking.server(RECORD_OVERFLOW)),
        Map.entry("a-record-that-holds-too-much-is-refused", Overlooking.server(RECORD_OVERFLOW)),
        Map.entry(
            "empty-application-data-is-taken",
            settings -> settings.deviations(new Deviation.RefuseEmptyRecords())),
        Map.entry(
            "padding-is-taken", settings -> settings.deviations(new Deviation.RefusePadding())),
        Map.entry("padding-alone-is-refused", Overlooking.server(UNEXPECTED_MESSAGE)));
  }
}
