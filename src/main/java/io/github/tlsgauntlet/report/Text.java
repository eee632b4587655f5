package io.github.tlsgauntlet.report;

import java.util.Locale;

/** Makes text from a peer fit to be shown: hostile characters become visible, lengths bounded. */
final class Text {
  private static final int REPLACEMENT = 0xFFFD;

  private Text() {}

  /** The text with lone surrogates replaced, so that it can be encoded. */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(point -> point >= 0xD800 && point <= 0xDFFF ? REPLACEMENT : point)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  /**
   * The text with control characters, bidirectional overrides and invisible characters written as
   * visible escapes; line feeds and tabs stay.
   */
  static String visible(String text) {
    return visible(text, true);
  }

  /** As {@link #visible(String)}, on one line: line breaks and tabs become spaces. */
  static String oneLine(String text) {
    return visible(text, false);
  }

  private static String visible(String text, boolean lines) {
    return isPrintableAscii(text) ? text : escaped(text, lines);
  }

  /** Whether it needs no second look, as nearly all of the many texts of a report. */
  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private static String escaped(String text, boolean lines) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\n' || point == '\t') {
                out.append(lines ? (char) point : ' ');
              } else if (hostile(point)) {
                out.append(escape(point));
              } else {
                out.appendCodePoint(point);
              }
            });
    return out.toString();
  }

  private static boolean hostile(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String escape(int point) {
    return point <= 0xFF
        ? String.format(Locale.ROOT, "\\x%02x", point)
        : String.format(Locale.ROOT, "\\u{%x}", point);
  }

  /** At most {@code limit} characters, with an ellipsis for what was cut; no pair is split. */
  static String bounded(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Math.max(0, limit - 1);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
