package io.github.tlsgauntlet.probe;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The status and the headers of an HTTP answer (RFC 9112).
 *
 * @param status the status code
 * @param lines the headers, one a line
 */
record HttpHead(int status, List<String> lines) {
  HttpHead {
    lines = List.copyOf(lines);
  }

  /** Empty where the text is no HTTP. */
  static Optional<HttpHead> read(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    List<String> lines = (end < 0 ? answer : answer.substring(0, end)).lines().toList();
    return lines.isEmpty() || !lines.get(0).matches("HTTP/[0-9.]+ [0-9]{3}( .*)?")
        ? Optional.empty()
        : Optional.of(
            new HttpHead(
                Integer.parseInt(lines.get(0).split(" ", 3)[1]), lines.subList(1, lines.size())));
  }

  List<String> all(String name) {
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  /** The first of this name; empty text where there is none. */
  String first(String name) {
    return all(name).stream().findFirst().orElse("");
  }
}
