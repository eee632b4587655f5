package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;

/** How a connection ends where our endpoint cannot go on with what the peer did. */
interface Objections {
  /** Answers what our endpoint cannot take, and ends the connection. */
  Aborted fail(AlertDescription description, String reason);

  /** Objects to what the peer did, unless our endpoint was told to overlook such a fault. */
  void object(AlertDescription description, String reason) throws Aborted;

  /** The connection has ended so, if it has not already. */
  Aborted end(Ending how);
}
