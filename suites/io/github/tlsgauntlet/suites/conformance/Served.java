package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.Sending;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.suite.conformance.AfterServed;
import java.util.function.Consumer;

/** What a server of ours does after the handshake. */
final class Served {
  private Served() {}

  /**
   * Says something once the request is read, then answers, and reads what the client makes of it.
   */
  static AfterServed saying(Sending... sendings) {
    return doing(server -> server.say(sendings));
  }

  /** The same, and goes over to its next keys before it answers (TLS 1.3). */
  static AfterServed sayingAndChangingKeys(Sending... sendings) {
    return doing(
        server -> {
          server.say(sendings);
          server.changeKeys();
        });
  }

  private static AfterServed doing(Consumer<TlsServer> what) {
    return (server, response) -> {
      if (server.read().isPresent()) {
        what.accept(server);
        server.write(response);
        server.read();
      }
    };
  }
}
