package io.github.tlsgauntlet.pki;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a certificate timestamp.
 *
 * @param source how it came
 * @param logId SHA-256 of the log's key, in hexadecimal
 * @param logName as the list of logs describes it; empty where the log is not known
 * @param time what it says; empty where it could not be read
 * @param validity whether the log made it for this certificate
 * @param reason in a sentence
 */
public record TimestampFinding(
    Source source,
    String logId,
    String logName,
    Optional<Instant> time,
    Validity validity,
    String reason) {
  /** How a timestamp came (RFC 6962, Section 3.3). */
  public enum Source {
    CERTIFICATE,
    OCSP_RESPONSE,
    TLS_EXTENSION
  }

  /** What a judgement of it says: what is not known is not invalid. */
  public enum Validity {
    VALID,
    INVALID,
    UNTOLD
  }
}
