package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.peer.Deviation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A client that resumes whatever it is told to. */
class TicketClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return TicketClientTest.class;
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of("a-psk-with-another-hash-is-refused", "a-session-keeps-its-suite");
  }

  @Override
  List<Map.Entry<String, Fault>> furtherFaults() {
    return List.of(
        Map.entry(
            "a-session-keeps-its-extended-master-secret",
            settings -> settings.deviations(new Deviation.GainMasterSecret())));
  }

  @Override
  Map<String, Fault> faults() {
    Fault illegal = Overlooking.client(ILLEGAL_PARAMETER);
    Fault disorder = Overlooking.client(UNEXPECTED_MESSAGE);
    Fault otherAlert = settings -> settings.deviations(new Deviation.OtherAlert(DECODE_ERROR));
    return Map.ofEntries(
        Map.entry(
            "an-unknown-extension-of-a-ticket-is-passed-over",
            settings ->
                settings.deviations(new Deviation.RefuseExtension(ExtensionClientTest.UNKNOWN))),
        Map.entry("an-empty-ticket-is-refused", Overlooking.client(DECODE_ERROR)),
        Map.entry(
            "a-ticket-without-a-lifetime-is-not-used",
            settings -> settings.deviations(new Deviation.KeepDeadTickets())),
        Map.entry(
            "a-ticket-beyond-its-lifetime-is-not-used",
            settings -> settings.deviations(new Deviation.KeepOldTickets())),
        Map.entry("an-identity-out-of-range-is-refused", illegal),
        Map.entry("a-psk-with-another-hash-is-refused", otherAlert),
        Map.entry("a-psk-without-a-key-share-is-refused", illegal),
        Map.entry("a-certificate-beside-a-psk-is-refused", disorder),
        Map.entry(
            "a-session-keeps-its-extended-master-secret", Overlooking.client(HANDSHAKE_FAILURE)),
        Map.entry("a-session-keeps-its-suite", otherAlert),
        Map.entry("a-ticket-comes-where-it-is-announced", disorder));
  }
}
