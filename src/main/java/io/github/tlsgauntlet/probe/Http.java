package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.TlsClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** One HTTP request over TLS, and what its headers say. */
final class Http {
  private static final int MOST_HEAD = 64 * 1024;

  private Http() {}

  static byte[] request(String host) {
    return ("GET / HTTP/1.1\r\nHost: "
            + host
            + "\r\nUser-Agent: TLS-Gauntlet\r\nAccept-Encoding: gzip, deflate, br\r\n"
            + "Connection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Empty where the server speaks no HTTP, or nothing. */
  static Optional<HttpFacts> facts(Line line, ClientSettings settings) {
    return facts(line, settings, head -> {});
  }

  /** The same, for one who wants to read the answer's head too. */
  static Optional<HttpFacts> facts(Line line, ClientSettings settings, Consumer<String> reader) {
    try (TlsClient client = line.client(settings)) {
      if (!client.handshake().completed()) {
        return Optional.empty();
      }
      client.write(request(settings.serverName().orElse("localhost")));
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      Optional<byte[]> more = client.read();
      while (more.isPresent() && head.size() < MOST_HEAD) {
        head.writeBytes(more.get());
        if (head.toString(StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
          break;
        }
        more = client.read();
      }
      String answer = head.toString(StandardCharsets.ISO_8859_1);
      reader.accept(answer);
      return read(answer);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The Date header's text (RFC 9110, Section 6.6.1). */
  static Optional<String> date(String answer) {
    return HttpHead.read(answer).map(head -> head.first("date")).filter(text -> !text.isEmpty());
  }

  static Optional<HttpFacts> read(String answer) {
    return HttpHead.read(answer).map(Http::facts);
  }

  private static HttpFacts facts(HttpHead head) {
    HttpDetails details = HttpHeaders.details(head);
    return new HttpFacts(
        head.status(),
        head.first("server"),
        head.first("location"),
        details.strictTransport().map(HttpDetails.StrictTransport::maxAge).orElse(-1L),
        head.first("strict-transport-security"),
        details.cookies().stream()
            .filter(cookie -> !cookie.secure())
            .map(HttpDetails.Cookie::name)
            .toList(),
        head.all("content-encoding").stream()
            .anyMatch(coding -> coding.toLowerCase(Locale.ROOT).matches(".*(gzip|br|deflate).*")),
        details);
  }
}
