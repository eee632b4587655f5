package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.suite.conformance.AfterServed;

/** What a server of ours does after the handshake. */
final class Served {
  private Served() {}

  /**
   * Says something once the request is read, then answers, and reads what the client makes of it.
   */
  static AfterServed saying(Sending... sendings) {
    return (server, response) -> {
      if (server.read().isPresent()) {
        server.say(sendings);
        server.write(response);
        server.read();
      }
    };
  }
}
