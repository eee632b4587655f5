package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.TlsClient;

/** What our client does once the handshake is complete, before it sends its request. */
@FunctionalInterface
public interface AfterHandshake {
  /** Nothing. */
  AfterHandshake NOTHING = client -> {};

  /**
   * Speaks, and may read.
   *
   * @param client whose handshake is complete
   */
  void speak(TlsClient client);
}
