package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.TlsClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
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
    return headers(head(answer), "date").stream().findFirst();
  }

  private static List<String> head(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    return (end < 0 ? answer : answer.substring(0, end)).lines().toList();
  }

  static Optional<HttpFacts> read(String answer) {
    List<String> lines = head(answer);
    if (lines.isEmpty() || !lines.get(0).matches("HTTP/[0-9.]+ [0-9]{3}.*")) {
      return Optional.empty();
    }
    int status = Integer.parseInt(lines.get(0).split(" ", 3)[1]);
    List<String> insecure = new ArrayList<>();
    for (String cookie : headers(lines, "set-cookie")) {
      boolean secure =
          List.of(cookie.split(";")).stream()
              .anyMatch(part -> part.strip().equalsIgnoreCase("secure"));
      if (!secure) {
        insecure.add(cookie.split("=", 2)[0].strip());
      }
    }
    // Of several headers the first one counts (RFC 6797, Section 8.1).
    String hsts = headers(lines, "strict-transport-security").stream().findFirst().orElse("");
    return Optional.of(
        new HttpFacts(
            status,
            headers(lines, "server").stream().findFirst().orElse(""),
            headers(lines, "location").stream().findFirst().orElse(""),
            maxAge(hsts).orElse(-1),
            hsts,
            insecure,
            headers(lines, "content-encoding").stream()
                .anyMatch(
                    coding -> coding.toLowerCase(Locale.ROOT).matches(".*(gzip|br|deflate).*"))));
  }

  private static List<String> headers(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  /** RFC 6797, Section 6.1.1: a directive, perhaps quoted, whose name has no case. */
  private static OptionalLong maxAge(String header) {
    for (String directive : header.split(";")) {
      String[] parts = directive.split("=", 2);
      if (parts.length == 2 && parts[0].strip().equalsIgnoreCase("max-age")) {
        String digits = parts[1].strip().replaceAll("^\"(.*)\"$", "$1");
        if (digits.matches("[0-9]{1,18}")) {
          return OptionalLong.of(Long.parseLong(digits));
        }
      }
    }
    return OptionalLong.empty();
  }
}
