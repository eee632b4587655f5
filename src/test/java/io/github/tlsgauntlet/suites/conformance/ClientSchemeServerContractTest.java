package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECRYPT_ERROR;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server that takes a signature of any scheme. */
class ClientSchemeServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return ClientSchemeServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    Map<String, Fault> faults = new HashMap<>();
    for (String id :
        List.of(
            "a-client-signature-of-pkcs1-is-refused",
            "a-client-signature-of-sha-1-is-refused-in-tls-1-3",
            "a-client-pair-that-was-not-listed-is-refused",
            "an-ecdsa-scheme-of-another-curve-is-refused",
            "a-client-signature-of-ecdsa-with-sha-1-is-refused",
            "a-client-signature-of-rsa-with-md5-or-sha-1-is-refused")) {
      faults.put(id, Overlooking.server(ILLEGAL_PARAMETER));
    }
    // Their signatures are none of the scheme, or of the kind of key, that a check would be of.
    for (String id :
        List.of(
            "a-client-scheme-that-was-not-listed-is-refused",
            "an-ecdsa-scheme-of-a-client-with-an-rsa-key-is-refused",
            "an-rsa-scheme-of-a-client-with-an-ec-key-is-refused",
            "rsa-pss-pss-of-an-rsa-encryption-client-is-refused",
            "rsa-pss-rsae-of-an-rsassa-pss-client-is-refused",
            "grease-as-the-scheme-of-a-client-is-refused")) {
      faults.put(id, Overlooking.server(ILLEGAL_PARAMETER, DECRYPT_ERROR));
    }
    return faults;
  }
}
