package io.github.tlsgauntlet.probe;

import java.util.List;

/**
 * What the server answers to an HTTP request over TLS.
 *
 * @param status the status code
 * @param server the Server header; empty where there is none
 * @param location where it redirects to; empty where it doesn't
 * @param hstsSeconds max-age of Strict-Transport-Security (RFC 6797); -1 where there is none or it
 *     cannot be read
 * @param hsts the header as it came; empty where there is none
 * @param insecureCookies names of the cookies without the attribute Secure
 * @param compressed whether the body comes compressed when the client takes that
 * @param details what else its headers say
 */
public record HttpFacts(
    int status,
    String server,
    String location,
    long hstsSeconds,
    String hsts,
    List<String> insecureCookies,
    boolean compressed,
    HttpDetails details) {
  public HttpFacts {
    insecureCookies = List.copyOf(insecureCookies);
  }

  /** An answer of which nothing else is known. */
  public HttpFacts(
      int status,
      String server,
      String location,
      long hstsSeconds,
      String hsts,
      List<String> insecureCookies,
      boolean compressed) {
    this(
        status, server, location, hstsSeconds, hsts, insecureCookies, compressed, HttpDetails.NONE);
  }
}
