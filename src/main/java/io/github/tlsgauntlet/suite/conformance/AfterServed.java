package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.TlsServer;
import java.util.Optional;

/** What our server does once the handshake is complete: reads a request, and answers it. */
@FunctionalInterface
public interface AfterServed {
  /**
   * Reads the request and answers it.
   *
   * @param server whose handshake is complete
   * @param response a right answer
   */
  void serve(TlsServer server, byte[] response);

  /** Reads the request, and gives the right answer. */
  static void answer(TlsServer server, byte[] response) {
    Optional<byte[]> request = server.read();
    if (request.isPresent()) {
      server.write(response);
    }
  }
}
