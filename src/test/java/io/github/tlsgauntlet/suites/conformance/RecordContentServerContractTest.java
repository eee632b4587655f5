package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_RECORD_MAC;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.peer.Deviation;
import java.util.Map;

/** A server that passes over whatever does not belong where it stands. */
class RecordContentServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return RecordContentServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    Fault careless = Overlooking.server(UNEXPECTED_MESSAGE);
    return Map.ofEntries(
        Map.entry("empty-handshake-and-alert-records-are-refused", careless),
        Map.entry("unknown-record-types-are-refused", careless),
        Map.entry("nothing-comes-between-the-fragments-of-a-message", careless),
        Map.entry("no-alert-comes-between-the-fragments-of-a-message", careless),
        Map.entry("nothing-shares-the-record-of-finished", careless),
        Map.entry(
            "dummy-change-cipher-specs-are-dropped",
            settings -> settings.deviations(new Deviation.RefuseDummies())),
        Map.entry(
            "the-version-of-a-record-means-nothing",
            settings -> settings.deviations(new Deviation.InsistOnRecordVersion())),
        Map.entry("other-change-cipher-specs-are-refused", careless),
        Map.entry("a-change-cipher-spec-after-finished-is-refused", careless),
        Map.entry("application-data-before-finished-is-refused", careless),
        Map.entry("plain-data-in-the-handshake-is-refused-in-tls-1-2", careless),
        Map.entry(
            "plain-data-in-the-handshake-is-refused-in-tls-1-3",
            Overlooking.server(UNEXPECTED_MESSAGE, BAD_RECORD_MAC)),
        Map.entry("a-plain-finished-is-refused", careless),
        Map.entry("an-alert-fills-its-record", Overlooking.server(DECODE_ERROR)));
  }
}
