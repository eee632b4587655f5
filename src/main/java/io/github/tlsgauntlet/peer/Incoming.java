package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeMessage;

/** What came from the peer and did not end the connection. */
sealed interface Incoming {
  /**
   * A handshake message.
   *
   * @param message decoded
   * @param encoded the bytes that it came from, header included
   */
  record Handshake(HandshakeMessage message, byte[] encoded) implements Incoming {}

  /**
   * Application data.
   *
   * @param bytes of one record
   */
  record Data(byte[] bytes) implements Incoming {}

  /**
   * An alert that ends nothing, where our endpoint asked to be told of such.
   *
   * @param description which
   */
  record Warning(AlertDescription description) implements Incoming {}

  /** A ChangeCipherSpec. */
  record ChangeCipherSpec() implements Incoming {}
}
