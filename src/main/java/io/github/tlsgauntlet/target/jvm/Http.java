package io.github.tlsgauntlet.target.jvm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much HTTP/1.1 (RFC 9112) as one question and one answer take. */
final class Http {
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final int LONGEST_BODY = 64 * 1024;
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("\r?\ncontent-length:[ \t]*([0-9]{1,9})[ \t]*\r?\n");

  private Http() {}

  /** {@code GET /}, the connection to be closed afterwards. */
  static byte[] request(String host) {
    String authority = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return ("GET / HTTP/1.1\r\nHost: " + authority + "\r\nAccept: */*\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A short answer in plain text. */
  static byte[] answer(String body) {
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + text.length
                + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[head.length + text.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(text, 0, all, head.length, text.length);
    return all;
  }

  /** What the servers of this package say to whom they answer. */
  static String greeting(Optional<String> client) {
    return client
        .map(subject -> "client authenticated as " + subject + "\n")
        .orElse("client not authenticated\n");
  }

  /**
   * Reads a head up to its empty line.
   *
   * @return empty if the peer ended before it had sent one, or sent more than any head needs
   */
  static Optional<String> readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    for (int b = in.read(); b >= 0 && head.size() < LONGEST_HEAD; b = in.read()) {
      head.write(b);
      if (b == '\n' && last == '\n') {
        return Optional.of(head.toString(StandardCharsets.ISO_8859_1));
      }
      last = b == '\r' ? last : b;
    }
    return Optional.empty();
  }

  /**
   * Reads the body that a head announces, up to a bound; one without a length ends where the stream
   * does.
   */
  static void skipBody(String head, InputStream in) throws IOException {
    Matcher length = CONTENT_LENGTH.matcher(head.toLowerCase(Locale.ROOT));
    in.readNBytes(
        length.find() ? Math.min(Integer.parseInt(length.group(1)), LONGEST_BODY) : LONGEST_BODY);
  }

  /** A head's first line. */
  static String firstLine(String head) {
    return Complaint.oneLine(head.lines().findFirst().orElse(""));
  }
}
