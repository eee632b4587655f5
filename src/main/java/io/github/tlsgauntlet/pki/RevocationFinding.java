package io.github.tlsgauntlet.pki;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What an OCSP response or a revocation list says of a certificate, and whether it may be believed.
 *
 * @param status what it comes to
 * @param reason in a sentence
 * @param thisUpdate since when the answer is known to be right
 * @param nextUpdate when a newer one will be there
 * @param revokedAt when the certificate was revoked
 */
public record RevocationFinding(
    Status status,
    String reason,
    Optional<Instant> thisUpdate,
    Optional<Instant> nextUpdate,
    Optional<Instant> revokedAt) {
  /** What an answer comes to. Only the first three rest on a signature that verifies. */
  public enum Status {
    /** It is not revoked. */
    GOOD,
    /** It is revoked. */
    REVOKED,
    /** The responder does not know the certificate. */
    UNKNOWN,
    /** It is out of date, or not yet in date. */
    OUT_OF_DATE,
    /** Who signed it may not do so, or the signature does not verify. */
    FORGED,
    /** It speaks of another certificate. */
    ANOTHER,
    /** The responder answers with an error (RFC 6960, Section 2.3). */
    ERROR,
    /** It can't be read. */
    UNREADABLE,
    /** None came. */
    MISSING,
    /** It could not be judged. */
    UNTOLD
  }

  /** A finding without times. */
  public static RevocationFinding of(Status status, String reason) {
    return new RevocationFinding(
        status, reason, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** In a few words. */
  public String inWords() {
    String said = status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String since = revokedAt.map(at -> " since " + at).orElse("");
    String until =
        status == Status.GOOD || status == Status.REVOKED || status == Status.UNKNOWN
            ? nextUpdate.map(at -> ", until " + at).orElse("")
            : "";
    return said
        + (status == Status.REVOKED ? since : "")
        + until
        + (reason.isEmpty() ? "" : ". " + reason);
  }
}
