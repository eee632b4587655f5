package io.github.tlsgauntlet.probe;

import java.util.List;

/**
 * Which authorities the domain's owner lets issue certificates for it (RFC 8659). Whether the
 * issuer of a certificate is among them does not follow from the certificate: authorities name
 * themselves in these records by domains that no certificate holds.
 *
 * @param found whether there are such records
 * @param domain where they were found: the host's own name or one above it
 * @param records in the order in which they came
 * @param detail why it could not be told, or what was seen
 */
public record CaaFacts(Answer found, String domain, List<Record> records, String detail) {
  /**
   * A record.
   *
   * @param critical whether an authority that does not know the tag must not issue
   * @param tag issue, issuewild, iodef and so on
   * @param value as it came
   */
  public record Record(boolean critical, String tag, String value) {}

  public CaaFacts {
    records = List.copyOf(records);
  }
}
