package io.github.tlsgauntlet.peer;

import java.time.Duration;
import java.util.List;

/**
 * One thing that happened on a connection, as our side saw it.
 *
 * @param at time since the connection was opened
 * @param direction who did it
 * @param label what it is, in the names of RFC 9846: {@code ClientHello}, {@code Alert}
 * @param details decoded fields, one a line; text from a peer stands here unescaped
 * @param encrypted whether it travelled under a traffic key
 * @param bytes the bytes of the message, without record headers and after decryption
 */
public record TranscriptEntry(
    Duration at,
    Direction direction,
    String label,
    List<String> details,
    boolean encrypted,
    byte[] bytes) {
  /** Who acted. */
  public enum Direction {
    /** Our endpoint sent it. */
    SENT,
    /** The peer sent it. */
    RECEIVED,
    /** A thing that only our endpoint knows: a timeout, a decoding error, a reset. */
    LOCAL
  }

  public TranscriptEntry {
    details = List.copyOf(details);
  }
}
