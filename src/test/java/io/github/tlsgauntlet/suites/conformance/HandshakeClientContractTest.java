package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.peer.Deviation;
import java.util.Map;
import java.util.Set;

/** A client that takes any Finished, and whatever comes behind it. */
class HandshakeClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return HandshakeClientTest.class;
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of(
        "a-key-update-of-another-value-is-refused",
        "a-key-update-of-another-length-is-refused",
        "data-under-the-old-key-is-refused",
        "a-hello-request-is-answered-securely");
  }

  @Override
  Map<String, Fault> faults() {
    Fault disorder = Overlooking.client(UNEXPECTED_MESSAGE);
    Fault otherAlert = settings -> settings.deviations(new Deviation.OtherAlert(HANDSHAKE_FAILURE));
    return Map.ofEntries(
        Map.entry("a-wrong-finished-is-refused", Overlooking.client(DECRYPT_ERROR)),
        Map.entry(
            "a-finished-of-another-length-is-refused",
            Overlooking.client(DECRYPT_ERROR, DECODE_ERROR)),
        Map.entry("an-end-of-early-data-is-refused", disorder),
        Map.entry("a-message-behind-the-handshake-is-refused", disorder),
        Map.entry(
            "a-key-update-is-taken",
            settings -> settings.deviations(new Deviation.RefuseKeyUpdates())),
        Map.entry(
            "a-key-update-of-another-value-is-refused", Overlooking.client(ILLEGAL_PARAMETER)),
        Map.entry("a-key-update-of-another-length-is-refused", otherAlert),
        Map.entry("a-key-update-in-the-handshake-is-refused", disorder),
        Map.entry("data-under-the-old-key-is-refused", otherAlert),
        Map.entry(
            "a-hello-request-is-answered-securely",
            settings -> settings.deviations(new Deviation.RefuseHelloRequests())),
        Map.entry(
            "a-hello-request-in-the-handshake-is-passed-over",
            settings -> settings.deviations(new Deviation.RefuseHelloRequests())),
        Map.entry(
            "an-alert-of-any-level-ends-the-connection",
            settings -> settings.deviations(new Deviation.TakeWarnings())),
        Map.entry(
            "a-client-says-goodbye",
            settings -> settings.deviations(new Deviation.LeaveWithoutGoodbye())),
        Map.entry(
            "a-body-that-is-cut-short-is-told",
            settings -> settings.deviations(new Deviation.TakeBrokenStreams())));
  }
}
