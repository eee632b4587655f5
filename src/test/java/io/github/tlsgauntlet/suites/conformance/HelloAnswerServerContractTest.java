package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Script;
import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server whose answers hold what they should not. */
class HelloAnswerServerContractTest extends ServerContract {
  private static final int RANDOM = 32;
  private static final int SESSION_ID = 32;

  @Override
  Class<?> suite() {
    return HelloAnswerServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "the-session-id-is-given-back", Misreading.answer(Answers.sessionId(new byte[0])),
        "an-unknown-session-id-is-not-given-back", Misreading.answer(Answers.sessionId(fixed())),
        "a-change-cipher-spec-follows-the-first-message",
            settings -> settings.script(Scripts.changeCipherSpec()),
        "the-servers-random-is-fresh", Misreading.answer(Answers.random(new byte[RANDOM])),
        "a-server-hello-of-tls-1-3-has-few-extensions",
            Misreading.answer(
                hello ->
                    hello.isHelloRetryRequest()
                        ? hello
                        : Answers.and(Extension.empty(ExtensionType.EXTENDED_MASTER_SECRET))
                            .apply(hello)),
        "encrypted-extensions-has-what-belongs-there",
            settings -> settings.script(also(Extension.empty(ExtensionType.SESSION_TICKET))),
        "a-server-hello-of-tls-1-2-has-what-was-offered",
            Misreading.answer(
                Answers.and(
                    Extensions.signatureSchemes(
                        ExtensionType.SIGNATURE_ALGORITHMS,
                        List.of(new SignatureScheme(0x0403))))));
  }

  /** What the requirement sends. */
  private static byte[] fixed() {
    byte[] id = new byte[SESSION_ID];
    for (int i = 0; i < id.length; i++) {
      id[i] = (byte) (0x40 + i);
    }
    return id;
  }

  private static Script also(Extension more) {
    return Scripts.replace(
        HandshakeType.ENCRYPTED_EXTENSIONS,
        message -> {
          List<Extension> all = new ArrayList<>(((EncryptedExtensions) message).extensions());
          all.add(more);
          return List.of(Sending.of(new EncryptedExtensions(all)));
        });
  }
}
