package io.github.tlsgauntlet.peer;

import java.util.List;

/**
 * Every message sent and received on one connection, in order, and how the connection ended.
 *
 * @param entries what happened
 * @param ending how it ended
 */
public record Transcript(List<TranscriptEntry> entries, Ending ending) {
  public Transcript {
    entries = List.copyOf(entries);
  }
}
