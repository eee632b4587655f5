package io.github.tlsgauntlet.pki;

import java.util.Locale;

/** The rules that a certificate list is judged by. */
public enum ChainRule {
  CERTIFICATES_ARE_DER(
      Level.MUST, true, "Encoding", "RFC 5280 §4.1", "Each certificate sent is encoded in DER."),
  CERTIFICATES_ARE_WELL_FORMED(
      Level.MUST,
      false,
      "Encoding",
      "RFC 5280 §4.1, §4.2",
      "Each certificate has version 3, the subject that it needs, times in the one form for their"
          + " date, extensions that are critical where they have to be, and no default spelt out."),
  VERSION_FITS(
      Level.MUST,
      true,
      "Encoding",
      "RFC 5280 §4.1.2.1",
      "Each certificate has a version that exists, and version 3 where it has extensions."),
  ISSUERS_HAVE_NAMES(
      Level.MUST, true, "Encoding", "RFC 5280 §4.1.2.4", "No certificate has an empty issuer."),
  SERIAL_NUMBERS_ARE_POSITIVE(
      Level.MUST,
      false,
      "Encoding",
      "RFC 5280 §4.1.2.2",
      "Each serial number is positive and has at most 20 octets."),
  EXTENSIONS_ARE_UNIQUE(
      Level.MUST, true, "Encoding", "RFC 5280 §4.2", "No certificate has an extension twice."),
  EXTENSIONS_DECODE(
      Level.MUST,
      true,
      "Encoding",
      "RFC 5280 §4.2.1, §4.2.2",
      "Each standard extension decodes as its definition says, with nothing left over."),
  SIGNATURE_ALGORITHMS_AGREE(
      Level.MUST,
      true,
      "Encoding",
      "RFC 5280 §4.1.1.2",
      "Each certificate names the same signature algorithm inside and outside of what is signed."),
  END_ENTITY_CERTIFICATE_COMES_FIRST(
      Level.MUST,
      true,
      "Chain building",
      "RFC 9846 §4.5.1",
      "The end-entity certificate is the first of the list."),
  CHAIN_IS_COMPLETE(
      Level.MUST,
      true,
      "Chain building",
      "RFC 9846 §4.5.1",
      "The list holds every certificate between the end entity and a trust anchor."),
  CHAIN_IS_IN_ORDER(
      Level.SHOULD,
      false,
      "Chain building",
      "RFC 9846 §4.5.1; RFC 5246 §7.4.2",
      "Each certificate of the path directly certifies the one before it in the list."),
  NOTHING_IS_SUPERFLUOUS(
      Level.SHOULD,
      false,
      "Chain building",
      "RFC 9846 §4.5.1; RFC 5246 §7.4.2",
      "The list holds no certificate twice, and none that the path has no use for."),
  PATH_ENDS_AT_A_TRUST_ANCHOR(
      Level.MUST,
      true,
      "Trust anchor",
      "RFC 5280 §6.1",
      "A path leads from the end-entity certificate to a trust anchor."),
  SIGNATURES_VERIFY(
      Level.MUST,
      true,
      "Trust anchor",
      "RFC 5280 §6.1.3 (a)(1)",
      "Each certificate's signature verifies with its issuer's key."),
  ISSUER_NAMES_CHAIN(
      Level.MUST,
      true,
      "Trust anchor",
      "RFC 5280 §6.1.3 (a)(4)",
      "Each certificate names as its issuer the subject of the certificate above it."),
  KEY_IDENTIFIERS_AGREE(
      Level.SHOULD,
      false,
      "Trust anchor",
      "RFC 5280 §4.2.1.1, §4.2.1.2",
      "Each certificate's authority key identifier is its issuer's subject key identifier."),
  CERTIFICATES_ARE_IN_DATE(
      Level.MUST,
      true,
      "Time",
      "RFC 5280 §6.1.3 (a)(2)",
      "Each certificate of the path is within its validity period."),
  TIMES_HAVE_THEIR_FORM(
      Level.MUST,
      true,
      "Time",
      "RFC 5280 §4.1.2.5.1, §4.1.2.5.2",
      "Each time is in UTC, has seconds and no fractions of them."),
  VALIDITY_PERIODS_RUN_FORWARD(
      Level.MUST,
      true,
      "Time",
      "RFC 5280 §4.1.2.5",
      "No certificate's validity period ends before it begins."),
  TRUST_ANCHOR_IS_IN_DATE(
      Level.SHOULD,
      false,
      "Time",
      "RFC 5280 §6.1.1 (d)",
      "The trust anchor's own certificate is within its validity period: some verifiers look."),
  VALIDITY_PERIOD_IS_SHORT(
      Level.SHOULD,
      false,
      "Time",
      "CA/Browser Forum BR §6.3.2",
      "The end-entity certificate lives no longer than the web's rules allowed on the day of its"
          + " issue."),
  CERTIFICATE_NAMES_THE_HOST(
      Level.MUST,
      true,
      "Names",
      "RFC 9525 §6.3, §6.4",
      "A subject alternative name of the end-entity certificate is the name that was asked for."),
  ALTERNATIVE_NAMES_ARE_WELL_FORMED(
      Level.MUST,
      false,
      "Names",
      "RFC 5280 §4.2.1.6; RFC 9525 §6.3",
      "The end-entity certificate has alternative names, each of them one that can exist: host"
          + " names in ASCII, addresses of 4 or 16 octets, wildcards only as the whole left-most"
          + " label."),
  ISSUERS_ARE_AUTHORITIES(
      Level.MUST,
      true,
      "Usages and constraints",
      "RFC 5280 §6.1.4 (k)",
      "Each issuer's basicConstraints says that it is a CA."),
  ISSUERS_MAY_SIGN_CERTIFICATES(
      Level.MUST,
      true,
      "Usages and constraints",
      "RFC 5280 §6.1.4 (n)",
      "Each issuer's keyUsage, where it has one, allows keyCertSign."),
  PATH_LENGTH_IS_KEPT(
      Level.MUST,
      true,
      "Usages and constraints",
      "RFC 5280 §6.1.4 (l), (m)",
      "No issuer has more CAs below it than its pathLenConstraint allows."),
  EXTENDED_KEY_USAGE_FITS(
      Level.MUST,
      true,
      "Usages and constraints",
      "RFC 5280 §4.2.1.12",
      "The end-entity certificate's extendedKeyUsage, where it has one, allows this use."),
  PURPOSE_IS_NAMED(
      Level.SHOULD,
      false,
      "Usages and constraints",
      "CA/Browser Forum BR §7.1.2.7.10",
      "The end-entity certificate names this use in its extendedKeyUsage, and not just any."),
  ISSUERS_ALLOW_THE_PURPOSE(
      Level.SHOULD,
      false,
      "Usages and constraints",
      "CA/Browser Forum BR §7.1.2.10.6",
      "Each issuer's extendedKeyUsage, where it has one, allows this use: many verifiers hold"
          + " issuers to it."),
  KEY_USAGE_FITS(
      Level.MUST,
      true,
      "Usages and constraints",
      "RFC 9846 §4.5.1.2",
      "The end-entity certificate's keyUsage, where it has one, allows digitalSignature."),
  END_ENTITY_IS_NO_AUTHORITY(
      Level.SHOULD,
      false,
      "Usages and constraints",
      "CA/Browser Forum BR §7.1.2.7.8",
      "The end-entity certificate is not a CA's."),
  NAME_CONSTRAINTS_ARE_KEPT(
      Level.MUST,
      true,
      "Name constraints and extensions",
      "RFC 5280 §6.1.3 (b), (c)",
      "Every name lies within what the issuers' nameConstraints permit."),
  TRUST_ANCHOR_CONSTRAINTS_ARE_KEPT(
      Level.SHOULD,
      false,
      "Name constraints and extensions",
      "RFC 5937 §3.2",
      "The path keeps to the name constraints and path length in the trust anchor's own"
          + " certificate: some verifiers look."),
  POLICIES_ARE_KEPT(
      Level.MUST,
      true,
      "Name constraints and extensions",
      "RFC 5280 §6.1.5 (g)",
      "Where an issuer requires a certificate policy, one is valid for the whole path."),
  CRITICAL_EXTENSIONS_ARE_KNOWN(
      Level.MUST,
      true,
      "Name constraints and extensions",
      "RFC 5280 §4.2",
      "No critical extension is one that a verifier does not know."),
  NO_PRECERTIFICATE_IS_SENT(
      Level.MUST,
      true,
      "Name constraints and extensions",
      "RFC 6962 §3.1",
      "No certificate of the path is a precertificate, which is made for transparency logs alone."),
  KEYS_ARE_USABLE(
      Level.MUST,
      true,
      "Algorithms and keys",
      "RFC 5480 §2.1.1; RFC 8017 §3.1",
      "Each key can be read and makes sense: an odd RSA exponent from 3, an EC curve that is named"
          + " and a point that lies on it."),
  KEYS_ARE_STRONG(
      Level.MUST,
      true,
      "Algorithms and keys",
      "RFC 9325 §4.5",
      "Each key is strong enough: RSA from 2048 bits, EC from 256 bits, no DSA."),
  RSA_EXPONENTS_ARE_LARGE(
      Level.SHOULD,
      false,
      "Algorithms and keys",
      "NIST SP 800-56B §6.2; CA/Browser Forum BR §6.1.6",
      "Each RSA key has a public exponent above 65536."),
  KEY_SUITS_TLS(
      Level.MUST,
      true,
      "Algorithms and keys",
      "RFC 9846 §4.3.3; RFC 8422 §5.1.1; RFC 8734",
      "The end-entity certificate's key is of a kind that TLS can sign with."),
  SIGNATURE_ALGORITHMS_ARE_STRONG(
      Level.MUST,
      true,
      "Algorithms and keys",
      "RFC 9846 §4.5.1.3; RFC 9325 §4.5",
      "No certificate of the path, its anchor aside, is signed with MD5 or SHA-1.");

  /** How binding a rule is (RFC 2119). */
  public enum Level {
    MUST,
    SHOULD
  }

  private final Level level;
  private final boolean decides;
  private final String group;
  private final String reference;
  private final String title;

  ChainRule(Level level, boolean decides, String group, String reference, String title) {
    this.level = level;
    this.decides = decides;
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

  /**
   * Whether a verifier that follows RFC 5280, RFC 9525 and what TLS asks of certificates (RFC 9846,
   * RFC 9325) refuses a list that breaks it. Some rules bind who issues certificates, and not who
   * verifies them; others are the web's alone.
   */
  public boolean decides() {
    return decides;
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
