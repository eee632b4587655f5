package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.peer.TranscriptEntry.Direction;
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

  /** One thing that happened; its details are decoded when they are asked for. */
  record Item(
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

  /** How a connection ended, where that is nothing that came. */
  void ended(Ending how) {
    if (how instanceof Ending.Silence) {
      local("Silence", "Nothing came before the deadline");
    } else if (how instanceof Ending.Reset) {
      local("Reset", "The peer reset the connection");
    } else if (how instanceof Ending.Fin) {
      local("Fin", "The peer ended the stream without close_notify");
    }
  }

  Recording recording(Ending ending) {
    return new Recording(items, ending);
  }
}
