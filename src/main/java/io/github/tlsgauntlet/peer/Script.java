package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import java.util.List;
import java.util.Optional;

/**
 * What an endpoint of ours sends instead of what is due: the one place where a test speaks out of
 * turn. Each method changes nothing unless it is overridden; {@link Scripts} has the usual ones.
 */
public interface Script {
  /** Says what is due. */
  Script NONE = new Script() {};

  /**
   * The ClientHello, before the binder of a PSK is made over it.
   *
   * @param hello what is due
   * @param ordinal 0 for the first, 1 for the one that answers a HelloRetryRequest
   */
  default ClientHello hello(ClientHello hello, int ordinal) {
    return hello;
  }

  /**
   * A handshake message.
   *
   * @param message what is due
   * @param ordinal how many of its type were due before it
   */
  default List<Sending> message(HandshakeMessage message, int ordinal) {
    return List.of(Sending.of(message));
  }

  /** A ChangeCipherSpec: TLS 1.2's, or the one for middleboxes in TLS 1.3. */
  default List<Sending> changeCipherSpec() {
    return List.of(Sending.changeCipherSpec());
  }

  /**
   * What is signed to prove possession of a key.
   *
   * @param content what is due
   */
  default byte[] proven(byte[] content) {
    return content;
  }

  /**
   * How many bytes a record of handshake messages holds at most.
   *
   * @return 1 to 16,384
   */
  default int mostInRecord() {
    return 1 << 14;
  }

  /** Whether the messages of a flight share records, as far as they are under the same keys. */
  default boolean coalesces() {
    return false;
  }

  /**
   * Zeros behind the content of each record of TLS 1.3.
   *
   * @return how many, at least 0
   */
  default int padding() {
    return 0;
  }

  /**
   * A client's key share in TLS 1.2 that leads to one secret whatever is private: the client goes
   * on with that secret, as a server that does not check the share does.
   */
  default Optional<byte[]> careless() {
    return Optional.empty();
  }

  /**
   * This script, and then another over what it says.
   *
   * @param next sees each message that this one sends
   */
  default Script then(Script next) {
    return new ScriptChain(this, next);
  }
}
