package io.github.tlsgauntlet.target.jvm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a stack says of a failure, in one line. */
final class Complaint {
  private static final int LONGEST = 1000;
  private static final int DEEPEST = 8;
  private static final Pattern ADDRESS_IN_MEMORY = Pattern.compile("\\b0x[0-9a-f]{8,16}\\b");

  private Complaint() {}

  /** Exception class and message, causes included, in the same words in each run. */
  static String of(Throwable thrown) {
    List<String> said = new ArrayList<>();
    @org.jspecify.annotations.Nullable Throwable next = thrown;
    for (int depth = 0; next != null && depth < DEEPEST; depth++) {
      String line = next.toString();
      // A cause's text is often the whole of its wrapper's message: once is enough.
      if (said.isEmpty() || !said.get(said.size() - 1).endsWith(line)) {
        said.add(line);
      }
      next = next.getCause();
    }
    return oneLine(ADDRESS_IN_MEMORY.matcher(String.join("; caused by ", said)).replaceAll("0x…"));
  }

  /** The text in one line, and no longer than a report bears. */
  static String oneLine(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
