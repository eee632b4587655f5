package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A client whose ClientHello is wrong in one thing. */
class ClientHelloClientContractTest extends ClientContract {
  @Override
  Class<?> suite() {
    return ClientHelloClientTest.class;
  }

  @Override
  ClientSettings.Builder prepared(ClientSettings.Builder settings) {
    return settings.schemes(
        Signatures.all().stream()
            .filter(scheme -> !scheme.equals(SignatureScheme.ECDSA_SHA1))
            .filter(scheme -> !scheme.equals(SignatureScheme.RSA_PKCS1_SHA1))
            .toList());
  }

  /** Draws the same each time. */
  private static final class Fixed extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (i + 1);
      }
    }
  }

  private static Fault saying(UnaryOperator<ClientHello> edit) {
    return settings -> settings.script(Scripts.hello(edit));
  }

  @Override
  Map<String, Fault> faults() {
    return Map.ofEntries(
        Map.entry(
            "the-hello-has-the-format-of-tls",
            settings ->
                settings.script(
                    Scripts.replace(
                        HandshakeType.CLIENT_HELLO,
                        hello ->
                            List.of(
                                new Sending.Raw(
                                    OldVersionServerTest.hello(
                                        ProtocolVersion.TLS12.code(), 0xc02b, 0x00ff)))))),
        Map.entry(
            "the-extensions-of-tls-1-3-are-there",
            saying(Hellos.without(ExtensionType.SIGNATURE_ALGORITHMS))),
        Map.entry(
            "no-suite-that-protects-nothing-is-offered",
            saying(ClientHelloClientContractTest::withRc4)),
        Map.entry(
            "no-signature-with-sha-1-is-offered", settings -> settings.schemes(Signatures.all())),
        Map.entry("no-compression-is-offered", saying(Hellos.compression(1, 0))),
        Map.entry(
            "the-legacy-version-is-tls-1-2", saying(Hellos.legacyVersion(ProtocolVersion.TLS13))),
        Map.entry(
            "the-shares-agree-with-the-groups",
            saying(
                Hellos.with(
                    Extensions.keyShares(
                        List.of(new Extensions.KeyShare(new NamedGroup(0x01fe), new byte[32])))))),
        Map.entry(
            "no-extension-is-offered-twice",
            saying(
                Hellos.and(
                    Extensions.supportedGroups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1))))),
        Map.entry("nothing-random-is-used-twice", settings -> settings.random(new Fixed())),
        Map.entry(
            "an-address-is-no-server-name",
            saying(Hellos.with(Extensions.serverName("127.0.0.1")))),
        Map.entry(
            "secure-renegotiation-is-offered",
            saying(Hellos.without(ExtensionType.RENEGOTIATION_INFO))),
        Map.entry(
            "the-extended-master-secret-is-offered",
            settings -> settings.extendedMasterSecret(false)));
  }

  private static ClientHello withRc4(ClientHello hello) {
    List<CipherSuite> suites = new ArrayList<>(hello.cipherSuites());
    suites.add(new CipherSuite(0x0005));
    return Hellos.suites(suites).apply(hello);
  }
}
