package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.probe.PlainHttpFacts.Leads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** One HTTP request without TLS, and where its answer leads. */
final class PlainHttp {
  private static final int MOST_HEAD = 64 * 1024;

  private PlainHttp() {}

  static PlainHttpFacts facts(Dialer dialer, Duration timeout, Optional<String> name) {
    String host = name.orElse("localhost");
    Dialer turn;
    try {
      turn = dialer.inTurn();
    } catch (IOException e) {
      return none(Answer.UNTOLD, "Not asked: " + e.getMessage());
    }
    Deadline deadline = Deadline.in(timeout);
    try (Socket socket = turn.dial(deadline)) {
      socket.getOutputStream().write(Http.request(host));
      return HttpHead.read(head(socket, deadline))
          .map(head -> facts(head, host))
          .orElseGet(() -> none(Answer.UNTOLD, "What answers there speaks no HTTP."));
    } catch (IOException e) {
      return none(Answer.NO, "Nothing answers there: " + e.getMessage());
    }
  }

  private static PlainHttpFacts none(Answer answer, String why) {
    return new PlainHttpFacts(answer, 0, "", Leads.NOWHERE, false, why);
  }

  private static String head(Socket socket, Deadline deadline) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] some = new byte[4096];
    while (read.size() < MOST_HEAD && deadline.remainingMillis() > 0) {
      socket.setSoTimeout(Math.max(1, deadline.remainingMillis()));
      int count = in.read(some);
      if (count < 0) {
        break;
      }
      read.write(some, 0, count);
      if (read.toString(StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
        break;
      }
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  static PlainHttpFacts facts(HttpHead head, String host) {
    boolean redirects = head.status() / 100 == 3;
    String location = redirects ? head.first("location") : "";
    Leads leads = location.isEmpty() ? Leads.NOWHERE : leads(location, host);
    boolean strict = !head.all("strict-transport-security").isEmpty();
    String said =
        switch (leads) {
          case SECURE -> "It redirects to HTTPS on the same host.";
          case SECURE_ELSEWHERE -> "It redirects to HTTPS on another host.";
          case PLAIN -> "It redirects, but not to HTTPS.";
          case NOWHERE -> "It answers without TLS and does not redirect.";
        };
    return new PlainHttpFacts(
        Answer.YES,
        head.status(),
        location,
        leads,
        strict,
        strict ? said + " Browsers don't heed its Strict-Transport-Security there." : said);
  }

  private static Leads leads(String location, String host) {
    try {
      URI uri = new URI(location);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals("https")) {
        return Leads.PLAIN;
      }
      String there = String.valueOf(uri.getHost()).replaceAll("\\.$", "");
      return there.equalsIgnoreCase(host.replaceAll("\\.$", ""))
          ? Leads.SECURE
          : Leads.SECURE_ELSEWHERE;
    } catch (URISyntaxException e) {
      return location.toLowerCase(Locale.ROOT).startsWith("https:")
          ? Leads.SECURE_ELSEWHERE
          : Leads.PLAIN;
    }
  }
}
