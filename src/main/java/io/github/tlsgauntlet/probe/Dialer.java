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

  /**
   * Waits until another connection may be opened, and gives the way to that one; where nothing is
   * to be waited for, this. What is given must be used once. A deadline begins after this, so that
   * nobody's patience is spent on a queue of our own.
   *
   * @throws IOException if no further connection may be opened
   */
  default Dialer inTurn() throws IOException {
    return this;
  }
}
