package io.github.tlsgauntlet.target;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps the last lines of a stream that somebody else writes, however much he writes. */
public final class LastLines {
  private static final int MOST_LINES = 20;
  private static final int LONGEST_LINE = 400;

  private final Deque<String> lines = new ArrayDeque<>();

  /** Reads until the stream ends or breaks. */
  public void readAll(InputStream stream) {
    byte[] buffer = new byte[4096];
    StringBuilder line = new StringBuilder();
    try (stream) {
      for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
        String text = new String(buffer, 0, length, StandardCharsets.UTF_8);
        text.chars().forEach(each -> take((char) each, line));
      }
    } catch (IOException ended) {
      // The process is gone; what it said until then is kept.
    }
    add(line.toString());
  }

  private void take(char each, StringBuilder line) {
    if (each == '\n') {
      add(line.toString());
      line.setLength(0);
    } else if (line.length() < LONGEST_LINE) {
      line.append(each);
    }
  }

  /** Keeps a line. */
  public synchronized void add(String line) {
    if (!line.isBlank()) {
      lines.addLast(line.strip());
      if (lines.size() > MOST_LINES) {
        lines.removeFirst();
      }
    }
  }

  /** {@code ; it said: …}, or nothing. */
  public synchronized String clause() {
    return lines.isEmpty() ? "" : "; it said: " + String.join(" / ", lines);
  }
}
