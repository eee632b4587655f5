package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.PeerJudge;
import java.util.Map;

/** A server that does not look at the list that it holds. */
class ClientRevocationServerContractTest extends ServerContract {
  @Override
  Class<?> suite() {
    return ClientRevocationServerTest.class;
  }

  @Override
  Map<String, Fault> faults() {
    return Map.of(
        "a-revoked-client-certificate-is-refused", settings -> settings.judge(PeerJudge.TAKES_ANY));
  }
}
