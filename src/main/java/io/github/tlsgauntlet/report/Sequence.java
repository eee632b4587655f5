package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.peer.TranscriptEntry;

/** A transcript as plain text, an entry a line. */
final class Sequence {
  private static final int TIME_WIDTH = 8;

  private Sequence() {}

  /**
   * {@code >} is ours, {@code <} the peer's, {@code ·} local; an encrypted message stands in
   * braces.
   */
  static String asText(Transcript transcript) {
    StringBuilder out = new StringBuilder();
    int limit = ReportJson.ENTRIES_KEPT;
    transcript.entries().stream()
        .limit(limit)
        .forEach(entry -> out.append(line(entry)).append('\n'));
    if (transcript.entries().size() > limit) {
      out.append("… ").append(transcript.entries().size() - limit).append(" more\n");
    }
    return out.append("ending: ").append(Words.ending(transcript.ending())).append('\n').toString();
  }

  static String line(TranscriptEntry entry) {
    String mark =
        switch (entry.direction()) {
          case SENT -> ">";
          case RECEIVED -> "<";
          case LOCAL -> "·";
        };
    String label = entry.encrypted() ? "{" + entry.label() + "}" : entry.label();
    String at = Words.tenths(entry.at());
    return " ".repeat(Math.max(0, TIME_WIDTH - at.length()))
        + at
        + " ms "
        + mark
        + " "
        + Text.oneLine(label);
  }
}
