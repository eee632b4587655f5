package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.AlertDescription;
import java.util.Map;

/** A server that takes a client at its word. */
class ClientProofServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return ClientProofServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.ofEntries(
        Map.entry(
            "a-right-client-proof-is-taken",
            settings -> settings.deviations(new Deviation.RefuseFragments())),
        overlooked("a-corrupted-client-signature-is-refused", DECRYPT_ERROR),
        overlooked("a-client-signature-of-another-key-is-refused", DECRYPT_ERROR),
        overlooked("a-client-certificate-without-a-proof-is-refused", UNEXPECTED_MESSAGE),
        overlooked("a-client-proof-sent-twice-is-refused", UNEXPECTED_MESSAGE),
        overlooked("what-comes-before-a-client-proof-is-refused", UNEXPECTED_MESSAGE),
        overlooked("a-proof-without-a-client-certificate-is-refused", UNEXPECTED_MESSAGE),
        overlooked("a-client-signature-out-of-its-context-is-refused", DECRYPT_ERROR),
        overlooked("a-client-signature-without-its-certificate-is-refused", DECRYPT_ERROR),
        overlooked("a-client-signature-of-part-of-the-handshake-is-refused", DECRYPT_ERROR),
        overlooked("a-client-signature-of-zeros-is-refused", DECRYPT_ERROR),
        overlooked("an-empty-client-signature-is-refused", DECRYPT_ERROR),
        overlooked("a-client-signature-with-another-salt-is-refused", DECRYPT_ERROR));
  }

  private static Map.Entry<String, Fault> overlooked(String id, AlertDescription alert) {
    return Map.entry(id, Overlooking.server(alert));
  }
}
