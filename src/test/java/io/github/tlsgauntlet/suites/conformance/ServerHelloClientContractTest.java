package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.MISSING_EXTENSION;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNSUPPORTED_EXTENSION;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import java.util.Map;
import java.util.Set;

/** A client that takes whatever a server selects. */
class ServerHelloClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return ServerHelloClientTest.class;
  }

  @Override
  ClientSettings.Builder prepared(ClientSettings.Builder settings) {
    return settings.insistsOnSecureRenegotiation(true);
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of("a-session-id-of-33-bytes-is-refused");
  }

  @Override
  Map<String, Fault> faults() {
    Fault illegal = Overlooking.client(ILLEGAL_PARAMETER);
    return Map.ofEntries(
        Map.entry(
            "a-downgrade-marked-for-older-versions-is-refused",
            settings -> settings.deviations(new Deviation.OverlookDowngrade())),
        Map.entry("a-version-that-was-not-offered-is-refused", illegal),
        Map.entry(
            "supported-versions-select-no-older-version",
            Overlooking.client(ILLEGAL_PARAMETER, UNSUPPORTED_EXTENSION)),
        Map.entry("a-legacy-version-other-than-tls-1-2-is-refused", illegal),
        Map.entry("a-suite-that-was-not-offered-is-refused", illegal),
        Map.entry("a-suite-of-another-version-is-refused", illegal),
        Map.entry("a-session-id-that-is-no-echo-is-refused", illegal),
        Map.entry("a-compression-that-was-not-offered-is-refused", illegal),
        Map.entry("a-share-of-another-group-is-refused", illegal),
        Map.entry(
            "a-server-hello-without-key-share-is-refused", Overlooking.client(MISSING_EXTENSION)),
        Map.entry(
            "a-grease-value-that-is-selected-is-refused",
            Overlooking.client(ILLEGAL_PARAMETER, UNSUPPORTED_EXTENSION)),
        Map.entry(
            "a-session-id-of-33-bytes-is-refused",
            settings -> settings.deviations(new Deviation.OtherAlert(HANDSHAKE_FAILURE))),
        Map.entry(
            "verify-data-in-a-first-handshake-is-refused", Overlooking.client(HANDSHAKE_FAILURE)),
        Map.entry(
            "a-server-without-secure-renegotiation-is-refused",
            Overlooking.client(HANDSHAKE_FAILURE)));
  }
}
