package io.github.tlsgauntlet.suites;

import java.util.Locale;

/** The weaknesses that a server is asked for, with what each allows. */
enum KnownWeakness {
  NULL_SUITES("RFC 9325 §4.1", "A server takes no cipher suite that encrypts nothing."),
  ANONYMOUS_SUITES("RFC 5246 §A.5", "A server takes no cipher suite that leaves open who it is."),
  EXPORT_SUITES("RFC 9325 §4.1", "A server takes no cipher suite that was weakened for export."),
  FREAK(
      "CVE-2015-0204",
      "A server takes no RSA export suite, whose short key an attacker factors once for all."),
  LOGJAM(
      "CVE-2015-4000",
      "A server uses no short Diffie-Hellman prime, least of all one that many share."),
  RC4("RFC 7465 §2", "A server takes no cipher suite with RC4, whose output is biased."),
  SWEET32(
      "CVE-2016-2183",
      "A server takes no cipher with blocks of 64 bits, which repeat in a long session."),
  POODLE(
      "CVE-2014-3566", "A server takes no suite in CBC in SSL 3.0, whose padding nobody checks."),
  BEAST(
      "CVE-2011-3389", "A server takes no suite in CBC in TLS 1.0, whose blocks are predictable."),
  LUCKY13(
      "CVE-2013-0169",
      "A server takes no suite in CBC, whose padding is checked after it has been decrypted."),
  DROWN("CVE-2016-0800", "A server speaks no SSL 2.0, which helps to decrypt newer sessions."),
  CRIME("CVE-2012-4929", "A server compresses no records: their lengths give secrets away."),
  INSECURE_RENEGOTIATION(
      "RFC 5746 §3.6", "A server binds a renegotiation to the handshake before it."),
  RENEGOTIATION_FLOOD("CVE-2011-1473", "A server does not renegotiate as often as a client likes."),
  ALPACA(
      "RFC 7301 §3.2", "A server refuses a client that knows none of its application protocols."),
  BREACH("CVE-2013-3587", "A server does not compress what it answers over TLS."),
  RACCOON("CVE-2020-1968", "A server uses each Diffie-Hellman key on one connection alone."),
  WEAK_SIGNATURES("RFC 9325 §4.5", "No certificate of the chain is signed with MD2, MD5 or SHA-1."),
  ROCA(
      "CVE-2017-15361",
      "No RSA key of the chain comes from the library whose keys can be factored."),
  WEAK_KEY(
      "CVE-2022-26320",
      "No RSA key of the chain gives away its private half by its exponent or its factors."),
  DEBIAN_WEAK_KEY(
      "CVE-2008-0166", "No RSA key of the chain is one of those that others are known to hold."),
  SESSION_ACROSS_NAMES(
      "RFC 6066 §3", "A server resumes a session under the name alone that it was set up for."),
  PSK_WITHOUT_DH(
      "RFC 9846 §2.2",
      "A server of TLS 1.3 resumes no session without a key exchange, which gives up forward"
          + " secrecy."),
  HEARTBLEED(
      "CVE-2014-0160", "A server drops a heartbeat that is shorter than it says (RFC 6520 §4)."),
  CCS_INJECTION(
      "CVE-2014-0224", "A server refuses a ChangeCipherSpec before keys have been agreed on."),
  TICKETBLEED("CVE-2016-9244", "A server returns a session ID as it got it."),
  ROBOT(
      "CVE-2017-13099; RFC 5246 §7.4.7.1",
      "A server answers alike to every encrypted premaster secret, well formed or not."),
  POODLE_TLS(
      "CVE-2014-8730; RFC 5246 §6.2.3.2",
      "A server takes no record in CBC whose padding is wrong at any octet."),
  ZOMBIE_POODLE(
      "CVE-2019-6485; RFC 5246 §7.2.2",
      "A server does not let know whether the MAC is right where the padding is wrong."),
  GOLDENDOODLE(
      "CVE-2019-6593; RFC 5246 §7.2.2",
      "A server does not let know whether the padding is right where the MAC is wrong."),
  SLEEPING_POODLE(
      "RFC 5246 §6.2.3.2",
      "A server checks all octets of the padding alike, and in all records of a connection."),
  ZERO_LENGTH(
      "CVE-2019-1559", "A server answers a wrong record without data as it answers one with data."),
  CVE_2016_2107(
      "CVE-2016-2107",
      "A server does not let know by record_overflow that there is more padding than record."),
  STARTTLS_INJECTION(
      "CVE-2011-0411; RFC 3207 §4.2",
      "A server forgets what came in plain text before it went over to TLS.");

  private final String reference;
  private final String says;

  KnownWeakness(String reference, String says) {
    this.reference = reference;
    this.says = says;
  }

  /** As a scan names it. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String reference() {
    return reference;
  }

  String says() {
    return says;
  }
}
