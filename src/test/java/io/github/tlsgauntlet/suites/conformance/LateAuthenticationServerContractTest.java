package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.INTERNAL_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A server that asks after the handshake, and takes what it should not, or nothing else. */
class LateAuthenticationServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return LateAuthenticationServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.lateAsk(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())));
  }

  @Override
  Set<String> tellsAlone() {
    return Set.of("declining-a-late-request-is-refused-by-name");
  }

  @Override
  Map<String, Fault> faults() {
    return Map.ofEntries(
        committing("an-unwilling-client-is-not-asked-late", new Deviation.AskLateUnoffered()),
        committing(
            "a-late-request-carries-its-own-extensions", new Deviation.RequestWithoutSchemes()),
        committing(
            "the-context-of-a-late-request-is-unpredictable", new Deviation.SameLateContext()),
        committing(
            "declining-a-late-request-is-refused-by-name",
            new Deviation.OtherAlert(INTERNAL_ERROR)),
        overlooking("a-corrupted-late-signature-is-refused", DECRYPT_ERROR),
        overlooking("a-corrupted-late-finished-is-refused", DECRYPT_ERROR),
        overlooking("a-late-certificate-without-a-proof-is-refused", UNEXPECTED_MESSAGE),
        overlooking("a-late-answer-of-another-context-is-refused", ILLEGAL_PARAMETER),
        overlooking("data-within-a-late-answer-is-refused", UNEXPECTED_MESSAGE),
        committing(
            "other-messages-before-a-late-answer-are-taken",
            new Deviation.NothingBeforeLateAnswer()),
        overlooking("a-late-certificate-that-nobody-asked-for-is-refused", UNEXPECTED_MESSAGE));
  }

  private static Map.Entry<String, Fault> committing(String id, Deviation deviation) {
    return Map.entry(id, settings -> settings.deviations(deviation));
  }

  private static Map.Entry<String, Fault> overlooking(String id, AlertDescription alert) {
    return Map.entry(id, Overlooking.server(alert));
  }
}
