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
 * The hosts to scan, one after the other; those on standard input are read as they are needed.
 * Those that were put off come after all others. Safe for use by several threads.
 */
final class HostList {
  private static final String STANDARD_INPUT = "-";
  // So that a list of millions, all silent, is not held in memory.
  private static final int MOST_PUT_OFF = 10_000;

  private final Deque<String> putOff = new ArrayDeque<>();
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

  /**
   * A host to scan.
   *
   * @param again whether it was put off before
   */
  record Turn(String host, boolean again) {}

  /** Gives a host once more, after all others. */
  synchronized void later(String host) {
    putOff.add(host);
  }

  /** The next host; empty where there are no more. */
  synchronized Optional<Turn> next() {
    Optional<String> fresh = putOff.size() < MOST_PUT_OFF ? fresh() : Optional.empty();
    return fresh.isPresent()
        ? fresh.map(host -> new Turn(host, false))
        : Optional.ofNullable(putOff.poll()).map(host -> new Turn(host, true));
  }

  private Optional<String> fresh() {
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
