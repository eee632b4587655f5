package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.RecordSizes;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One connection with a target, as far as it went.
 *
 * @param meant the version that it was to be in, where one was meant
 * @param outcome of the handshake, as our endpoint saw it
 * @param reaction whether the target took what it was sent
 * @param sessions that it issued, oldest first
 * @param transcript all that went over the connection
 * @param records how large those were that came from the target
 * @param took how long it lasted
 */
public record Exchange(
    Optional<ProtocolVersion> meant,
    HandshakeOutcome outcome,
    Reaction reaction,
    List<Session> sessions,
    Transcript transcript,
    RecordSizes records,
    Duration took) {
  public Exchange {
    sessions = List.copyOf(sessions);
  }

  /** The version in force: the one that was negotiated, else the one that was meant. */
  public Optional<ProtocolVersion> version() {
    return outcome.version().or(() -> meant);
  }

  /** Whether it took what it was sent. */
  public boolean taken() {
    return reaction instanceof Reaction.Taken;
  }

  /**
   * Whether the target said what it made of it: it went on, or refused in words. Who closed or
   * reset the connection may have been busy.
   */
  boolean isTold() {
    return taken()
        || (reaction instanceof Reaction.Refused refused
            && !(refused.how() instanceof Refusal.ByClosing)
            && !(refused.how() instanceof Refusal.ByReset));
  }

  /** What came from the target, by its label: {@code KeyUpdate}, {@code Alert}. */
  public List<TranscriptEntry> received(String label) {
    return entries(TranscriptEntry.Direction.RECEIVED, label);
  }

  /** What went to the target, by its label. */
  public List<TranscriptEntry> sent(String label) {
    return entries(TranscriptEntry.Direction.SENT, label);
  }

  /** The labels of all that came from the target, in order. */
  public List<String> receivedInOrder() {
    return transcript.entries().stream()
        .filter(entry -> entry.direction() == TranscriptEntry.Direction.RECEIVED)
        .map(TranscriptEntry::label)
        .toList();
  }

  private List<TranscriptEntry> entries(TranscriptEntry.Direction direction, String label) {
    return transcript.entries().stream()
        .filter(entry -> entry.direction() == direction && entry.label().equals(label))
        .toList();
  }
}
