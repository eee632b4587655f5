package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;

/** How the peer ended a connection, or did not. Silence is an answer, and five endings differ. */
public sealed interface Ending {
  /** The connection is open, or was closed by us in good order. */
  record Open() implements Ending {}

  /**
   * The peer sent an alert that ends the connection.
   *
   * @param description which one
   * @param fatal whether its level was fatal
   */
  record Alert(AlertDescription description, boolean fatal) implements Ending {}

  /** The peer sent close_notify (RFC 9846, Section 6.1). */
  record CloseNotify() implements Ending {}

  /** The peer ended the stream without an alert. */
  record Fin() implements Ending {}

  /** The peer reset the connection. */
  record Reset() implements Ending {}

  /** Nothing came within the deadline. */
  record Silence() implements Ending {}

  /**
   * The peer sent what our endpoint cannot take: bytes that do not decode, a message out of order,
   * a signature that does not verify. Our endpoint answered with an alert, or closed.
   *
   * @param reason in words
   * @param answered the alert that our endpoint sent
   */
  record Broken(String reason, AlertDescription answered) implements Ending {}
}
