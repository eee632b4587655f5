package io.github.tlsgauntlet.suites;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The application data that shows whether a connection is really open: a request that must be
 * answered.
 */
final class HttpProbe {
  private static final Pattern STATUS_LINE = Pattern.compile("^HTTP/\\d(?:\\.\\d)? (\\d{3})");

  private HttpProbe() {}

  static byte[] request(String host) {
    return ("GET / HTTP/1.1\r\nHost: "
            + host
            + "\r\nUser-Agent: tls-gauntlet\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] response() {
    String body = "TLS Gauntlet\n";
    return ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
            + body.length()
            + "\r\nConnection: close\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The status of an HTTP response; empty for bytes that are none. */
  static Optional<Integer> status(byte[] response) {
    Matcher matcher =
        STATUS_LINE.matcher(
            new String(response, 0, Math.min(response.length, 32), StandardCharsets.ISO_8859_1));
    return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }
}
