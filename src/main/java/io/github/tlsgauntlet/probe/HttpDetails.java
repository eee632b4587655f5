package io.github.tlsgauntlet.probe;

import java.util.List;
import java.util.Optional;

/**
 * What the headers of an HTTPS answer say beyond the usual.
 *
 * @param cookies those that it sets
 * @param strictTransport Strict-Transport-Security, read; empty where there is none
 * @param upgradesRequests whether its Content-Security-Policy has upgrade-insecure-requests
 * @param obsolete names of headers that browsers have given up, such as Public-Key-Pins
 */
public record HttpDetails(
    List<Cookie> cookies,
    Optional<StrictTransport> strictTransport,
    boolean upgradesRequests,
    List<String> obsolete) {
  /** Nothing. */
  public static final HttpDetails NONE =
      new HttpDetails(List.of(), Optional.empty(), false, List.of());

  /**
   * A cookie (RFC 6265).
   *
   * @param name its name
   * @param secure whether it travels over TLS alone
   * @param httpOnly whether scripts can't read it
   * @param sameSite the attribute of that name; empty where there is none
   */
  public record Cookie(String name, boolean secure, boolean httpOnly, String sameSite) {}

  /**
   * RFC 6797, Section 6.1.
   *
   * @param valid whether browsers take it: it names max-age, and no directive twice
   * @param maxAge in seconds; -1 where it can't be read
   * @param includesSubDomains whether it has that directive
   * @param preload whether its owner agrees to the browsers' lists
   */
  public record StrictTransport(
      boolean valid, long maxAge, boolean includesSubDomains, boolean preload) {}

  public HttpDetails {
    cookies = List.copyOf(cookies);
    obsolete = List.copyOf(obsolete);
  }
}
