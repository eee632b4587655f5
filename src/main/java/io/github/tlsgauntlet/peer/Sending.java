package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.BlockContents;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import java.util.function.UnaryOperator;

/** One thing that an endpoint of ours sends because a {@link Script} says so. */
public sealed interface Sending {
  /**
   * A handshake message, in records under the keys of the moment.
   *
   * @param encoded header and body; any bytes
   * @param counted whether it goes into our transcript hash
   */
  record Message(byte[] encoded, boolean counted) implements Sending {}

  /**
   * A handshake message in one record in the clear that says a version, counted in our transcript
   * hash.
   *
   * @param version on the record's header
   * @param encoded header and body of the message; at most 65,535 bytes
   */
  record InRecordOf(int version, byte[] encoded) implements Sending {}

  /**
   * A KeyUpdate, after which our endpoint is under its next key (TLS 1.3, after the handshake).
   *
   * @param requestUpdate 1 to ask the peer for one, 0 not to; any byte
   */
  record KeyUpdate(int requestUpdate) implements Sending {}

  /**
   * A ChangeCipherSpec in the clear, or under the keys of TLS 1.2.
   *
   * @param body of the record; {@code 01} is the right one
   */
  record ChangeCipherSpec(byte[] body) implements Sending {}

  /**
   * An alert.
   *
   * @param level 1 for a warning, 2 for fatal; any byte
   * @param description which
   */
  record Alert(int level, AlertDescription description) implements Sending {}

  /**
   * One record under the keys of the moment.
   *
   * @param contentType inside, where records hide it
   * @param content any bytes, empty too, at most 65,000
   */
  record Record(int contentType, byte[] content) implements Sending {}

  /**
   * One record of TLS 1.3 with padding.
   *
   * @param contentType inside; 0 leaves it out, so that nothing but padding follows the content
   * @param content any bytes
   * @param padding how many zeros
   */
  record Padded(int contentType, byte[] content, int padding) implements Sending {}

  /**
   * One record whose last byte is changed after it was protected.
   *
   * @param contentType inside
   * @param content any bytes
   */
  record Tampered(int contentType, byte[] content) implements Sending {}

  /**
   * One record whose contents are laid out otherwise before they are encrypted. Only a suite in CBC
   * whose MAC comes first has such contents; any other seals as it always does.
   *
   * @param contentType on its header
   * @param content what the MAC is over
   * @param contents the layout
   */
  record LaidOut(int contentType, byte[] content, BlockContents contents) implements Sending {}

  /**
   * One record whose fragment is changed after it was protected; its header tells the new length.
   *
   * @param contentType inside
   * @param content any bytes
   * @param edit makes the fragment of the one that is due
   */
  record Edited(int contentType, byte[] content, UnaryOperator<byte[]> edit) implements Sending {}

  /**
   * One record, and the very same bytes again.
   *
   * @param contentType inside
   * @param content any bytes
   */
  record Twice(int contentType, byte[] content) implements Sending {}

  /**
   * One record in the clear, whatever the keys.
   *
   * @param contentType on its header
   * @param version on its header
   * @param fragment any bytes, at most 65,535
   */
  record Plain(int contentType, int version, byte[] fragment) implements Sending {}

  /**
   * Bytes as they are, with no record around them.
   *
   * @param bytes any
   */
  record Raw(byte[] bytes) implements Sending {}

  /** A message as it is, counted. */
  static Sending of(HandshakeMessage message) {
    return new Message(message.encoded(), true);
  }

  /** The right ChangeCipherSpec. */
  static Sending changeCipherSpec() {
    return new ChangeCipherSpec(new byte[] {1});
  }
}
