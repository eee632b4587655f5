package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.peer.TranscriptEntry.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes a transcript as the connection goes. Details are put into words only when the transcript
 * is asked for: most are never read.
 */
final class Recorder {
  private static final int MOST_ENTRIES = 2_000;

  private final long began = System.nanoTime();
  private final List<Item> items = new ArrayList<>();

  private record Item(
      long nanos,
      Direction direction,
      String label,
      Supplier<List<String>> details,
      boolean encrypted,
      byte[] bytes) {}

  void add(
      Direction direction,
      String label,
      Supplier<List<String>> details,
      boolean encrypted,
      byte[] bytes) {
    if (items.size() < MOST_ENTRIES) {
      items.add(new Item(System.nanoTime() - began, direction, label, details, encrypted, bytes));
    }
  }

  void local(String label, String detail) {
    add(Direction.LOCAL, label, () -> List.of(detail), false, new byte[0]);
  }

  Transcript transcript(Ending ending) {
    return new Transcript(
        items.stream()
            .map(
                item ->
                    new TranscriptEntry(
                        Duration.ofNanos(item.nanos()),
                        item.direction(),
                        item.label(),
                        item.details().get(),
                        item.encrypted(),
                        item.bytes()))
            .toList(),
        ending);
  }
}
