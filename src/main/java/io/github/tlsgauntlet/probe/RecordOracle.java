package io.github.tlsgauntlet.probe;

import java.util.Locale;

/** What a server may tell about a record in CBC that it has decrypted. */
enum RecordOracle {
  /** It takes records whose padding is wrong. */
  POODLE_TLS("POODLE over TLS", "CVE-2014-8730"),
  /** Where the padding is wrong, it tells whether the MAC is right. */
  ZOMBIE_POODLE("Zombie POODLE", "CVE-2019-6485; CVE-2019-6593"),
  /** Where the MAC is wrong, it tells whether the padding is right. */
  GOLDENDOODLE("GOLDENDOODLE", "CVE-2019-6593"),
  /** One of these, but only at some octets of the padding, or only after data has gone over. */
  SLEEPING_POODLE("Sleeping POODLE", "RFC 5246, Section 6.2.3.2"),
  /** One of these, but only in records without data. */
  ZERO_LENGTH("OpenSSL's empty record", "CVE-2019-1559"),
  /** It tells by record_overflow that there is more padding than record. */
  CVE_2016_2107("the padding oracle of OpenSSL with AES-NI", "CVE-2016-2107");

  private final String title;
  private final String reference;

  RecordOracle(String title, String reference) {
    this.title = title;
    this.reference = reference;
  }

  Weakness told(Weakness.Exposure exposure, String detail) {
    return new Weakness(
        name().toLowerCase(Locale.ROOT).replace('_', '-'), title, reference, exposure, detail);
  }
}
