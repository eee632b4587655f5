package io.github.tlsgauntlet.suites.conformance;

import static io.github.tlsgauntlet.protocol.AlertDescription.UNRECOGNIZED_NAME;

import io.github.tlsgauntlet.peer.Deviation;
import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A server that takes any protocol and any name. */
class ExtensionServerContractTest extends ServerContract {
  private static final String NAME = "server.gauntlet.test";
  private static final Extension OURS = Extensions.serverName(NAME);

  @Override
  Class<?> suite() {
    return ExtensionServerTest.class;
  }

  /** One that knows which names are its own. */
  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings
        .script(answering(Extension.empty(ExtensionType.SERVER_NAME)))
        .deviations(
            new Deviation.RefuseHello(
                ExtensionServerContractTest::asksForAnother, UNRECOGNIZED_NAME));
  }

  private static boolean asksForAnother(ClientHello hello) {
    return hello
        .extension(ExtensionType.SERVER_NAME)
        .filter(name -> !Arrays.equals(name.data(), OURS.data()))
        .isPresent();
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "no-common-application-protocol-is-refused",
        Misreading.hello(Hellos.without(ExtensionType.ALPN)),
        "malformed-application-protocols-are-refused",
        Misreading.hello(Hellos.without(ExtensionType.ALPN)),
        "one-application-protocol-of-those-offered-is-selected",
        settings -> settings.script(answering(Extensions.alpn(List.of("http/1.1", "gauntlet/0")))),
        "an-unknown-server-name-is-refused",
        ExtensionServerContractTest::takingAnyName,
        "an-unknown-server-name-draws-no-warning",
        settings ->
            takingAnyName(settings)
                .script(
                    Scripts.before(
                        HandshakeType.SERVER_HELLO, new Sending.Alert(1, UNRECOGNIZED_NAME))),
        "server-name-is-answered-by-nothing-in-it",
        settings -> settings.script(answering(OURS)),
        "a-malformed-server-name-is-refused",
        Misreading.hello(Hellos.with(OURS)),
        "two-host-names-are-refused",
        Misreading.hello(Hellos.with(OURS)));
  }

  private static ServerSettings.Builder takingAnyName(ServerSettings.Builder settings) {
    return settings.deviations();
  }

  /** In the place of the extension of its type, in the message that is for it. */
  private static Script answering(Extension extension) {
    return new Script() {
      @Override
      public List<Sending> message(HandshakeMessage message, int ordinal) {
        if (message instanceof EncryptedExtensions encrypted) {
          return List.of(
              Sending.of(new EncryptedExtensions(with(encrypted.extensions(), extension))));
        }
        boolean tls12 =
            message instanceof ServerHello hello
                && hello.extension(ExtensionType.SUPPORTED_VERSIONS).isEmpty()
                && hello.legacyVersion().equals(ProtocolVersion.TLS12);
        return List.of(
            Sending.of(
                tls12
                    ? Answers.extensions(list -> with(list, extension)).apply((ServerHello) message)
                    : message));
      }
    };
  }

  private static List<Extension> with(List<Extension> list, Extension extension) {
    List<Extension> all = new ArrayList<>(list);
    all.removeIf(one -> one.type().equals(extension.type()));
    all.add(extension);
    return all;
  }
}
