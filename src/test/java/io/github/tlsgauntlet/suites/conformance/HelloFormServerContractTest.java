package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.DECODE_ERROR;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.List;
import java.util.Map;

/** A server that reads on where nothing is left to read. */
class HelloFormServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return HelloFormServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "bytes-after-the-extensions-are-refused", Overlooking.server(DECODE_ERROR),
        "lengths-beyond-the-message-are-refused", Overlooking.server(DECODE_ERROR),
        "a-hello-that-ends-early-is-refused",
            settings ->
                settings.deviations(
                    new Deviation.Overlook(DECODE_ERROR),
                    new Deviation.MisreadHello(HelloFormServerContractTest::withSchemes)),
        "a-hellos-session-id-of-33-bytes-is-refused", Overlooking.server(DECODE_ERROR),
        "cipher-suites-that-are-empty-or-odd-are-refused",
            Misreading.hello(HelloFormServerContractTest::withSuites),
        "empty-compression-methods-are-refused", Misreading.hello(Hellos.compression(0)),
        "bytes-left-over-in-an-extension-are-refused",
            Misreading.hello(HelloFormServerContractTest::withSchemes),
        "an-extension-that-is-cut-short-is-refused",
            Misreading.hello(HelloFormServerContractTest::withSchemes),
        "empty-lists-in-extensions-are-refused",
            Misreading.hello(HelloFormServerContractTest::withSchemes));
  }

  private static ClientHello withSuites(ClientHello hello) {
    return hello.cipherSuites().isEmpty() ? Hellos.suites(Suites.OF_TODAY).apply(hello) : hello;
  }

  private static ClientHello withSchemes(ClientHello hello) {
    return Hellos.with(
            Extensions.signatureSchemes(
                ExtensionType.SIGNATURE_ALGORITHMS,
                List.of(
                    new SignatureScheme(0x0403),
                    new SignatureScheme(0x0804),
                    new SignatureScheme(0x0401))))
        .apply(hello);
  }
}
