package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.BAD_CERTIFICATE;
import static io.github.tlsgauntlet.protocol.AlertDescription.CERTIFICATE_REQUIRED;
import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNSUPPORTED_EXTENSION;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.PeerJudge;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that takes any Certificate of a client, and one that says so under a wrong key. */
class ClientCertificateServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return ClientCertificateServerTest.class;
  }

  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.judge(PeerJudge.TAKES_CERTIFICATES);
  }

  @Override
  Map<String, Fault> faults() {
    return Map.ofEntries(
        overlooked("tls-1-3-without-the-required-certificate-is-refused", CERTIFICATE_REQUIRED),
        overlooked("tls-1-2-without-the-required-certificate-is-refused", HANDSHAKE_FAILURE),
        Map.entry(
            "a-wanted-certificate-may-be-missing",
            settings ->
                settings.ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())))),
        overlooked("an-unasked-client-certificate-is-refused", UNEXPECTED_MESSAGE),
        overlooked("passing-over-a-certificate-request-is-refused", UNEXPECTED_MESSAGE),
        overlooked("a-client-certificate-sent-twice-is-refused", UNEXPECTED_MESSAGE),
        overlooked("a-context-that-is-no-echo-is-refused", ILLEGAL_PARAMETER),
        overlooked(
            "an-unasked-extension-of-a-client-certificate-is-refused", UNSUPPORTED_EXTENSION),
        overlooked(
            "a-certificate-list-beyond-its-message-is-refused", DECODE_ERROR, BAD_CERTIFICATE),
        overlooked(
            "an-empty-certificate-in-a-client-list-is-refused", DECODE_ERROR, BAD_CERTIFICATE),
        overlooked("a-client-certificate-that-is-none-is-refused", BAD_CERTIFICATE),
        overlooked("a-certificate-compressed-unasked-is-refused", UNEXPECTED_MESSAGE),
        Map.entry(
            "a-client-is-refused-under-the-application-key",
            settings -> settings.deviations(new Deviation.ApplicationKeyAfterClient())));
  }

  private static Map.Entry<String, Fault> overlooked(String id, AlertDescription... alerts) {
    return Map.entry(id, Overlooking.server(alerts));
  }
}
