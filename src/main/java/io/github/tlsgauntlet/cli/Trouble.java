package io.github.tlsgauntlet.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An alert or an error message in plain words.
 *
 * @param title what it is called
 * @param means what happened
 * @param sender who objected
 * @param causes why, as a rule; the likeliest first
 * @param mend what helps
 * @param source where it is defined; empty for a program's own message
 */
record Trouble(
    String title,
    String means,
    String sender,
    List<String> causes,
    List<String> mend,
    String source) {
  Trouble {
    causes = List.copyOf(causes);
    mend = List.copyOf(mend);
  }

  /** What is printed, by label. */
  Map<String, List<String>> lines() {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    lines.put(title, List.of(means));
    lines.put("by", List.of(sender));
    lines.put("causes", causes);
    lines.put("mend", mend);
    if (!source.isEmpty()) {
      lines.put("source", List.of(source));
    }
    return lines;
  }
}
