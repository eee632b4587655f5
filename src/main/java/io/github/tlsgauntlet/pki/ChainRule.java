package io.github.tlsgauntlet.pki;

import java.util.Locale;

/** The rules that a certificate list is judged by. */
public enum ChainRule {
  CERTIFICATES_ARE_DER(
      Level.MUST, "Encoding", "RFC 5280 §4.1", "Each certificate sent is encoded in DER."),
  CERTIFICATES_ARE_WELL_FORMED(
      Level.MUST,
      "Encoding",
      "RFC 5280 §4.1.2",
      "Each certificate has version 3, a positive serial number of at most 20 octets, an issuer, no"
          + " extension twice, and one signature algorithm inside and out."),
  END_ENTITY_CERTIFICATE_COMES_FIRST(
      Level.MUST,
      "Chain building",
      "RFC 9846 §4.5.1",
      "The end-entity certificate is the first of the list."),
  CHAIN_IS_COMPLETE(
      Level.MUST,
      "Chain building",
      "RFC 9846 §4.5.1",
      "The list holds every certificate between the end entity and a trust anchor."),
  CHAIN_IS_IN_ORDER(
      Level.SHOULD,
      "Chain building",
      "RFC 9846 §4.5.1",
      "Each certificate of the list certifies the one before it."),
  PATH_ENDS_AT_A_TRUST_ANCHOR(
      Level.MUST,
      "Trust anchor and issuer",
      "RFC 5280 §6.1",
      "A path leads from the end-entity certificate to a trust anchor."),
  SIGNATURES_VERIFY(
      Level.MUST,
      "Trust anchor and issuer",
      "RFC 5280 §6.1.3 (a)(1)",
      "Each certificate's signature verifies with its issuer's key."),
  CERTIFICATES_ARE_IN_DATE(
      Level.MUST,
      "Time",
      "RFC 5280 §6.1.3 (a)(2)",
      "Each certificate of the path is within its validity period."),
  CERTIFICATE_NAMES_THE_HOST(
      Level.MUST,
      "Name matching",
      "RFC 9525 §6.3",
      "A subject alternative name of the end-entity certificate is the name that was asked for."),
  ISSUERS_ARE_AUTHORITIES(
      Level.MUST,
      "Usages and path length",
      "RFC 5280 §6.1.4 (k)",
      "Each issuer's basicConstraints says that it is a CA."),
  ISSUERS_MAY_SIGN_CERTIFICATES(
      Level.MUST,
      "Usages and path length",
      "RFC 5280 §6.1.4 (n)",
      "Each issuer's keyUsage, where it has one, allows keyCertSign."),
  PATH_LENGTH_IS_KEPT(
      Level.MUST,
      "Usages and path length",
      "RFC 5280 §6.1.4 (l), (m)",
      "No issuer has more CAs below it than its pathLenConstraint allows."),
  EXTENDED_KEY_USAGE_FITS(
      Level.MUST,
      "Usages and path length",
      "RFC 5280 §4.2.1.12",
      "The end-entity certificate's extendedKeyUsage, where it has one, allows this use."),
  KEY_USAGE_FITS(
      Level.MUST,
      "Usages and path length",
      "RFC 9846 §4.5.1.2",
      "The end-entity certificate's keyUsage, where it has one, allows digitalSignature."),
  NAME_CONSTRAINTS_ARE_KEPT(
      Level.MUST,
      "Constraints and extensions",
      "RFC 5280 §6.1.3 (b), (c)",
      "Every name lies within what the issuers' nameConstraints permit."),
  CRITICAL_EXTENSIONS_ARE_KNOWN(
      Level.MUST,
      "Constraints and extensions",
      "RFC 5280 §4.2",
      "No critical extension is one that a verifier does not know."),
  KEYS_ARE_STRONG(
      Level.SHOULD,
      "Algorithms and keys",
      "RFC 9325 §4.5",
      "Each key has at least 112 bits of strength: RSA from 2048 bits with a fit exponent, EC on a"
          + " named curve from 256 bits."),
  SIGNATURE_ALGORITHMS_ARE_STRONG(
      Level.MUST,
      "Algorithms and keys",
      "RFC 9846 §4.5.1.3",
      "No certificate of the path, its anchor aside, is signed with MD5 or SHA-1.");

  /** How binding a rule is (RFC 2119). */
  public enum Level {
    MUST,
    SHOULD
  }

  private final Level level;
  private final String group;
  private final String reference;
  private final String title;

  ChainRule(Level level, String group, String reference, String title) {
    this.level = level;
    this.group = group;
    this.reference = reference;
    this.title = title;
  }

  /** Stable and short: {@code certificates-are-in-date}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How binding it is. */
  public Level level() {
    return level;
  }

  /** What it belongs to. */
  public String group() {
    return group;
  }

  /** The specification and section. */
  public String reference() {
    return reference;
  }

  /** The rule in one sentence. */
  public String title() {
    return title;
  }
}
