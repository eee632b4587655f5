package io.github.tlsgauntlet.pki;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a certificate list is judged by.
 *
 * @param trustAnchors whom the judge trusts
 * @param referenceName the DNS name or IP address that the peer is expected to be; empty where no
 *     name is judged
 * @param at when
 * @param purpose what for
 */
public record Question(
    List<X509Certificate> trustAnchors,
    Optional<String> referenceName,
    Instant at,
    Purpose purpose) {
  public Question {
    trustAnchors = List.copyOf(trustAnchors);
  }
}
