package io.github.tlsgauntlet.target.command;

import io.github.tlsgauntlet.target.TargetException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words as a POSIX shell does (IEEE Std 1003.1, Shell Command Language,
 * 2.2 Quoting), and does nothing else that a shell does: no variables, no globs, no redirections.
 */
final class CommandWords {
  private static final String ESCAPED_IN_DOUBLE_QUOTES = "\"\\$`";

  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private CommandWords(String line) {
    this.line = line;
  }

  /**
   * The words of a line.
   *
   * @throws TargetException of kind INPUT if a quote is not closed or nothing is left to run
   */
  static List<String> split(String line) throws TargetException {
    return new CommandWords(line).split();
  }

  private List<String> split() throws TargetException {
    while (at < line.length()) {
      char next = line.charAt(at++);
      switch (next) {
        case ' ', '\t', '\n', '\r' -> endWord();
        case '\'' -> singleQuoted();
        case '"' -> doubleQuoted();
        case '\\' -> take(escaped());
        default -> take(next);
      }
    }
    endWord();
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw wrong("names no program");
    }
    return List.copyOf(words);
  }

  private void singleQuoted() throws TargetException {
    int end = line.indexOf('\'', at);
    if (end < 0) {
      throw wrong("has a ' that is not closed");
    }
    word.append(line, at, end);
    inWord = true;
    at = end + 1;
  }

  private void doubleQuoted() throws TargetException {
    inWord = true;
    while (at < line.length()) {
      char next = line.charAt(at++);
      if (next == '"') {
        return;
      }
      if (next == '\\'
          && at < line.length()
          && ESCAPED_IN_DOUBLE_QUOTES.indexOf(line.charAt(at)) >= 0) {
        next = line.charAt(at++);
      }
      word.append(next);
    }
    throw wrong("has a \" that is not closed");
  }

  private char escaped() throws TargetException {
    if (at >= line.length()) {
      throw wrong("ends with a backslash");
    }
    return line.charAt(at++);
  }

  private void take(char next) {
    word.append(next);
    inWord = true;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private static TargetException wrong(String what) {
    return new TargetException(TargetException.Kind.INPUT, "the client's command " + what);
  }
}
