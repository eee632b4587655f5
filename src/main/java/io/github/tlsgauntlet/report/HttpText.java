package io.github.tlsgauntlet.report;

import io.github.tlsgauntlet.probe.Answer;
import io.github.tlsgauntlet.probe.CaaFacts;
import io.github.tlsgauntlet.probe.HttpDetails;
import io.github.tlsgauntlet.probe.HttpDetails.Cookie;
import io.github.tlsgauntlet.probe.HttpFacts;
import io.github.tlsgauntlet.probe.PlainHttpFacts;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a server says over HTTP, and its name in DNS, line by line, for a terminal. */
final class HttpText {
  private HttpText() {}

  static void answer(HttpFacts http, ChainText.Lines lines) {
    lines.line(
        "",
        "status "
            + http.status()
            + (http.server().isEmpty() ? "" : ", " + http.server())
            + (http.location().isEmpty() ? "" : ", redirects to " + http.location()));
    HttpDetails details = http.details();
    lines.line(
        "strict transport security: ",
        http.hsts().isEmpty()
            ? "no"
            : http.hsts()
                + details
                    .strictTransport()
                    .filter(one -> !one.valid())
                    .map(one -> " (browsers can't read it)")
                    .orElse(""));
    cookies(details.cookies(), cookie -> !cookie.secure(), "Secure", lines);
    cookies(details.cookies(), cookie -> !cookie.httpOnly(), "HttpOnly", lines);
    cookies(details.cookies(), cookie -> cookie.sameSite().isEmpty(), "SameSite", lines);
    if (details.upgradesRequests()) {
      lines.line("", "Its pages ask browsers to upgrade requests without TLS.");
    }
    if (!details.obsolete().isEmpty()) {
      lines.line("obsolete headers: ", String.join(", ", details.obsolete()));
    }
  }

  private static void cookies(
      List<Cookie> cookies, Predicate<Cookie> which, String without, ChainText.Lines lines) {
    String names =
        cookies.stream().filter(which).map(Cookie::name).collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      lines.line("cookies without " + without + ": ", names);
    }
  }

  static void plain(PlainHttpFacts plain, ChainText.Lines lines) {
    lines.line(
        "without TLS: ",
        plain.detail() + (plain.location().isEmpty() ? "" : " " + plain.location()));
  }

  static void caa(CaaFacts caa, ChainText.Lines lines) {
    if (caa.found() != Answer.YES) {
      lines.verdict("CAA", caa.found(), caa.detail());
      return;
    }
    lines.verdict("CAA", caa.found(), "At " + caa.domain() + ":");
    for (CaaFacts.Record one : caa.records()) {
      lines.line("  ", (one.critical() ? "critical " : "") + one.tag() + " " + one.value());
    }
  }
}
