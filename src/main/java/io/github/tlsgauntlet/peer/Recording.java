package io.github.tlsgauntlet.peer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What went over a connection, as octets: it is decoded and put into words when somebody asks for
 * the transcript, since most are never read. Safe for use by several threads.
 */
public final class Recording {
  private final List<Recorder.Item> items;
  private final Ending ending;
  private Optional<Transcript> decoded = Optional.empty();

  Recording(List<Recorder.Item> items, Ending ending) {
    this.items = List.copyOf(items);
    this.ending = ending;
  }

  /** The same in words: decoded by the first who asks. */
  public synchronized Transcript transcript() {
    if (decoded.isEmpty()) {
      decoded = Optional.of(new Transcript(items.stream().map(Recording::entry).toList(), ending));
    }
    return decoded.get();
  }

  private static TranscriptEntry entry(Recorder.Item item) {
    return new TranscriptEntry(
        Duration.ofNanos(item.nanos()),
        item.direction(),
        item.label(),
        item.details().get(),
        item.encrypted(),
        item.bytes());
  }
}
