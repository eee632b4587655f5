package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.HANDSHAKE_FAILURE;
import static io.github.tlsgauntlet.protocol.AlertDescription.ILLEGAL_PARAMETER;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A client that answers whoever asks for its certificate, and however. */
class RequestClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return RequestClientTest.class;
  }

  @Override
  ClientSettings.Builder prepared(ClientSettings.Builder settings) {
    return settings
        .postHandshakeAuthentication(true)
        .cipherSuites(
            IntStream.of(0x1301, 0xc02b, 0xc02f, 0xc018).mapToObj(CipherSuite::new).toList())
        .schemes(
            Signatures.all().stream()
                .filter(scheme -> !scheme.equals(SignatureScheme.ECDSA_SHA1))
                .filter(scheme -> !scheme.equals(SignatureScheme.RSA_PKCS1_SHA1))
                .toList());
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "a-context-of-a-request-is-refused",
        Overlooking.client(ILLEGAL_PARAMETER),
        "no-signature-with-sha-1-is-made",
        settings -> settings.schemes(Signatures.all()),
        "a-request-without-a-servers-name-is-refused",
        Overlooking.client(HANDSHAKE_FAILURE),
        "a-request-after-the-handshake-is-answered",
        settings ->
            settings.script(
                Scripts.replace(
                    HandshakeType.CERTIFICATE,
                    message ->
                        List.of(
                            Sending.of(
                                new Certificate13(
                                    new byte[0], ((Certificate13) message).entries()))))));
  }

  @Override
  List<Map.Entry<String, Fault>> furtherFaults() {
    return List.of(
        Map.entry(
            "a-request-after-the-handshake-is-answered",
            settings -> settings.deviations(new Deviation.PassOverLateRequest())));
  }
}
