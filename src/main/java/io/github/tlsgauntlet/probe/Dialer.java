package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Deadline;
import java.io.IOException;
import java.net.Socket;

/** Opens connections on which a TLS handshake may begin. */
@FunctionalInterface
public interface Dialer {
  /**
   * A connection; where the protocol takes an upgrade first, that has happened.
   *
   * @param deadline for the whole connection
   * @throws IOException if none comes about
   */
  Socket dial(Deadline deadline) throws IOException;
}
