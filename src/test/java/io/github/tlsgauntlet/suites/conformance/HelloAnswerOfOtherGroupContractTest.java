package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.List;

/** The same for a server that takes no share that our client sends unasked. */
class HelloAnswerOfOtherGroupContractTest extends HelloAnswerServerContractTest {
  @Override
  ServerSettings.Builder prepared(ServerSettings.Builder settings) {
    return settings.groups(List.of(NamedGroup.SECP384R1));
  }
}
