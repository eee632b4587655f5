package io.github.tlsgauntlet.probe;

/**
 * What the host answers to an HTTP request without TLS.
 *
 * @param answers whether it does
 * @param status the status code; 0 where it does not
 * @param location where it redirects to; empty where it doesn't
 * @param leads where that leads
 * @param strictTransport whether it sends Strict-Transport-Security, which browsers don't heed
 *     there (RFC 6797, Section 8.1)
 * @param detail in a sentence
 */
public record PlainHttpFacts(
    Answer answers,
    int status,
    String location,
    Leads leads,
    boolean strictTransport,
    String detail) {
  /** Where an answer leads. */
  public enum Leads {
    /** To HTTPS on the same host. */
    SECURE,
    /** To HTTPS on another host: this one's HSTS is then never heard of. */
    SECURE_ELSEWHERE,
    /** To HTTP without TLS. */
    PLAIN,
    /** Nowhere: it answers itself, or not at all. */
    NOWHERE
  }
}
