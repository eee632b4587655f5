package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Scripts;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A server whose HelloRetryRequests are not what they should be. */
class HelloRetryServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return HelloRetryServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "a-retry-has-the-fields-of-a-server-hello",
            Misreading.answer(ofRetries(Answers.sessionId())),
        "a-retry-has-few-extensions",
            Misreading.answer(
                ofRetries(Answers.and(Extension.empty(ExtensionType.EXTENDED_MASTER_SECRET)))),
        "a-retry-names-a-group-that-was-offered",
            Misreading.answer(ofRetries(HelloRetryServerContractTest::ofAnotherGroup)),
        "the-server-hello-keeps-to-the-retry",
            Misreading.answer(
                hello ->
                    hello.isHelloRetryRequest()
                        ? hello
                        : Answers.suite(new CipherSuite(0x1305)).apply(hello)),
        "a-change-cipher-spec-follows-the-retry",
            settings -> settings.script(Scripts.changeCipherSpec()));
  }

  private static UnaryOperator<ServerHello> ofRetries(UnaryOperator<ServerHello> edit) {
    return hello -> hello.isHelloRetryRequest() ? edit.apply(hello) : hello;
  }

  private static ServerHello ofAnotherGroup(ServerHello hello) {
    return Answers.extensions(
            list ->
                list.stream()
                    .map(
                        one ->
                            one.type().equals(ExtensionType.KEY_SHARE)
                                ? Extensions.selectedGroup(NamedGroup.FFDHE8192)
                                : one)
                    .toList())
        .apply(hello);
  }
}
