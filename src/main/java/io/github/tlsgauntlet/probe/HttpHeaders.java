package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.probe.HttpDetails.Cookie;
import io.github.tlsgauntlet.probe.HttpDetails.StrictTransport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the headers of an HTTPS answer. */
final class HttpHeaders {
  private static final int MOST_COOKIES = 50;
  private static final List<String> OBSOLETE =
      List.of("Expect-CT", "Public-Key-Pins", "Public-Key-Pins-Report-Only");

  private HttpHeaders() {}

  static HttpDetails details(HttpHead head) {
    return new HttpDetails(
        head.all("set-cookie").stream().limit(MOST_COOKIES).map(HttpHeaders::cookie).toList(),
        // Of several headers the first one counts (RFC 6797, Section 8.1).
        head.all("strict-transport-security").stream()
            .findFirst()
            .map(HttpHeaders::strictTransport),
        head.all("content-security-policy").stream().anyMatch(HttpHeaders::upgrades),
        OBSOLETE.stream()
            .filter(name -> !head.all(name.toLowerCase(Locale.ROOT)).isEmpty())
            .toList());
  }

  private static Cookie cookie(String header) {
    String[] parts = header.split(";");
    boolean secure = false;
    boolean httpOnly = false;
    String sameSite = "";
    for (int i = 1; i < parts.length; i++) {
      String[] attribute = parts[i].strip().split("=", 2);
      switch (attribute[0].strip().toLowerCase(Locale.ROOT)) {
        case "secure" -> secure = true;
        case "httponly" -> httpOnly = true;
        case "samesite" -> sameSite = attribute.length > 1 ? attribute[1].strip() : "";
        default -> {
          // Its domain, path and age say nothing about TLS.
        }
      }
    }
    String name = parts.length == 0 ? "" : parts[0].split("=", 2)[0].strip();
    return new Cookie(name, secure, httpOnly, sameSite);
  }

  static StrictTransport strictTransport(String header) {
    Map<String, String> directives = new HashMap<>();
    boolean twice = false;
    for (String one : header.split(";")) {
      String[] parts = one.strip().split("=", 2);
      String name = parts[0].strip().toLowerCase(Locale.ROOT);
      String value = parts.length > 1 ? parts[1].strip().replaceAll("^\"(.*)\"$", "$1") : "";
      if (!name.isEmpty()) {
        twice |= directives.put(name, value) != null;
      }
    }
    String age = Optional.ofNullable(directives.get("max-age")).orElse("");
    boolean readable = age.matches("[0-9]{1,18}");
    return new StrictTransport(
        readable && !twice,
        readable ? Long.parseLong(age) : -1,
        directives.containsKey("includesubdomains"),
        directives.containsKey("preload"));
  }

  private static boolean upgrades(String policy) {
    List<String> directives = new ArrayList<>();
    for (String one : policy.split("[;,]")) {
      directives.add(one.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT));
    }
    return directives.contains("upgrade-insecure-requests");
  }
}
