package io.github.tlsgauntlet.report;

/** Escapes text for GitHub's Markdown: markup, HTML, mentions, issue numbers and bare links. */
final class Markdown {
  private Markdown() {}

  /** One line of text that shows as it is, in a table's cell too. */
  static String escape(String text, int limit) {
    StringBuilder out = new StringBuilder();
    Text.bounded(Text.oneLine(text), limit)
        .codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '@' -> out.append("&#64;");
                case '#' -> out.append("&#35;");
                case ':' -> out.append("&#58;");
                case '|' -> out.append("&#124;");
                case '\\', '`', '*', '_', '[', ']', '(', ')', '~', '!', '$', '{', '}', '+', '-' ->
                    out.append('\\').appendCodePoint(point);
                default -> out.appendCodePoint(point);
              }
            });
    return out.toString().replace("www.", "www&#46;");
  }
}
