package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;
import static io.github.tlsgauntlet.protocol.AlertDescription.UNEXPECTED_MESSAGE;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.Map;

/** A client that takes any proof. */
class ProofClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return ProofClientTest.class;
  }

  @Override
  ClientSettings.Builder prepared(ClientSettings.Builder settings) {
    return settings.schemes(
        Signatures.all().stream()
            .filter(scheme -> !scheme.equals(SignatureScheme.ECDSA_SHA1))
            .filter(scheme -> !scheme.equals(SignatureScheme.RSA_PKCS1_SHA1))
            .toList());
  }

  @Override
  Map<String, Fault> faults() {
    Fault wrong = Overlooking.client(DECRYPT_ERROR);
    Fault both = Overlooking.client(ILLEGAL_PARAMETER, DECRYPT_ERROR);
    return Map.ofEntries(
        Map.entry("a-certificate-verify-that-is-wrong-is-refused", wrong),
        Map.entry("a-server-key-exchange-that-is-wrong-is-refused", wrong),
        Map.entry("a-signature-over-something-else-is-refused", wrong),
        Map.entry("a-key-exchange-of-another-handshake-is-refused", wrong),
        Map.entry("a-certificate-without-proof-is-refused", Overlooking.client(UNEXPECTED_MESSAGE)),
        Map.entry("a-scheme-that-was-not-offered-is-refused", both),
        Map.entry("pkcs1-signatures-are-refused-in-tls-1-3", both),
        Map.entry("a-scheme-that-does-not-fit-the-key-is-refused", both),
        Map.entry("a-key-exchange-signed-with-sha-1-is-refused", both),
        Map.entry("a-key-exchange-signed-by-rsa-with-md5-is-refused", both),
        Map.entry("a-key-exchange-by-another-scheme-is-refused", both));
  }
}
