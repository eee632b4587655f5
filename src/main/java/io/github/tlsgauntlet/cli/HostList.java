package io.github.tlsgauntlet.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The hosts to scan, one after the other; those on standard input are read as they are needed. Safe
 * for use by several threads.
 */
final class HostList {
  private static final String STANDARD_INPUT = "-";

  private final Deque<String> words;
  private final BufferedReader input;
  private final boolean single;
  private boolean reading;

  /**
   * Hosts as named.
   *
   * @param words hosts, or a dash for standard input
   * @param input standard input
   */
  HostList(List<String> words, InputStream input) {
    this.words = new ArrayDeque<>(words);
    this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    this.single = words.size() == 1 && !words.get(0).equals(STANDARD_INPUT);
  }

  /** Whether there is one host, and no more. */
  boolean isSingle() {
    return single;
  }

  /** The next host; empty where there are no more. */
  synchronized Optional<String> next() {
    while (true) {
      if (reading) {
        Optional<String> line = line();
        if (line.isPresent()) {
          return line;
        }
        reading = false;
      }
      if (words.isEmpty()) {
        return Optional.empty();
      }
      String word = words.removeFirst();
      if (word.equals(STANDARD_INPUT)) {
        reading = true;
      } else {
        return Optional.of(word);
      }
    }
  }

  /** Empty lines and comments are passed over. */
  private Optional<String> line() {
    try {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String host = line.strip();
        if (!host.isEmpty() && !host.startsWith("#")) {
          return Optional.of(host);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read", e);
    }
  }
}
