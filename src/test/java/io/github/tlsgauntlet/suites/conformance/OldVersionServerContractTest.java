package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A server that speaks what it has heard long ago. */
class OldVersionServerContractTest extends ServerContract {
  private static final int SHARE = 32;
  private static final List<CipherSuite> SUITES =
      List.of(new CipherSuite(0xc02f), new CipherSuite(0xc02b));

  @Override
  Class<?> suite() {
    return OldVersionServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "a-hello-of-tls-1-0-is-refused", speaking(ProtocolVersion.TLS10),
        "a-hello-of-tls-1-1-is-refused", speaking(ProtocolVersion.TLS11),
        "a-hello-of-ssl-3-0-is-refused", speaking(ProtocolVersion.SSL30),
        "a-version-below-the-servers-lowest-is-refused",
            Misreading.hello(Hellos.legacyVersion(ProtocolVersion.TLS12)),
        "a-hello-of-ssl-2-0-is-refused", takingForTls12(),
        "an-ssl-2-0-format-never-comes-to-tls-1-3", takingForTls13(),
        "the-format-of-ssl-2-0-is-not-taken", takingForTls12(),
        "records-older-than-ssl-3-0-are-not-taken",
            Overlooking.server(AlertDescription.PROTOCOL_VERSION));
  }

  private static Fault speaking(ProtocolVersion version) {
    return settings -> settings.versions(ProtocolVersion.TLS13, ProtocolVersion.TLS12, version);
  }

  private static Fault takingForTls12() {
    return settings ->
        settings.deviations(
            new Deviation.TakeSsl2Hello(),
            new Deviation.MisreadHello(
                hello ->
                    hello.extensions().isEmpty()
                        ? Hellos.suites(SUITES)
                            .apply(Hellos.legacyVersion(ProtocolVersion.TLS12).apply(hello))
                        : hello));
  }

  private static Fault takingForTls13() {
    return settings ->
        settings.deviations(
            new Deviation.TakeSsl2Hello(),
            new Deviation.MisreadHello(OldVersionServerContractTest::asOfTls13));
  }

  private static ClientHello asOfTls13(ClientHello hello) {
    if (hello.extension(ExtensionType.SIGNATURE_ALGORITHMS).isPresent()) {
      return hello;
    }
    byte[] share = new byte[SHARE];
    Arrays.fill(share, (byte) 9);
    List<Extension> extensions =
        List.of(
            Extensions.supportedVersions(List.of(ProtocolVersion.TLS13)),
            Extensions.supportedGroups(List.of(NamedGroup.X25519)),
            Extensions.keyShares(List.of(new Extensions.KeyShare(NamedGroup.X25519, share))),
            Extensions.signatureSchemes(
                ExtensionType.SIGNATURE_ALGORITHMS,
                List.of(new SignatureScheme(0x0403), new SignatureScheme(0x0804))));
    return Hellos.extensions(list -> extensions)
        .apply(Hellos.legacyVersion(ProtocolVersion.TLS12).apply(hello));
  }
}
