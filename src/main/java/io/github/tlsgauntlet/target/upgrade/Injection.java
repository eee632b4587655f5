package io.github.tlsgauntlet.target.upgrade;

import io.github.tlsgauntlet.target.Upgrade;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is sent in plain text together with the wish for TLS, as somebody on the way could add it
 * (CVE-2011-0411; of PostgreSQL CVE-2021-23214), and how to tell whether it was taken. All octets
 * are chars of ISO 8859-1.
 *
 * @param command it; does no harm, and is answered
 * @param farewell what is said inside TLS: it is answered otherwise, and ends the session
 * @param answered what an answer to the command looks like
 * @param forgotten what an answer to the farewell alone looks like
 */
public record Injection(String command, String farewell, Pattern answered, Pattern forgotten) {
  private static final String MARK = "tls-gauntlet-injected";

  /**
   * What fits a protocol.
   *
   * @param upgrade the protocol
   * @param host the name that the server goes by
   */
  public static Injection of(Upgrade upgrade, String host) {
    return switch (upgrade) {
      case SMTP, LMTP, FTP -> lines("NOOP", "QUIT", "^(2(?!21)[0-9]{2}|5[0-9]{2})[ -]", "^221");
      case NNTP -> lines("DATE", "QUIT", "^(111|48[0-9]|5[0-9]{2}) ", "^205");
      case IMAP -> lines("a3 NOOP", "a4 LOGOUT", "^a3 ", "^a4 ");
      case POP3 -> lines("CAPA", "QUIT", "^(UIDL|TOP|\\.)\\r?$|^[+-](?s:.*)^[+-]", "^[+]OK");
      // With a tag: inside TLS a server says OK of its own accord (RFC 5804, Section 2.2).
      case SIEVE -> lines("NOOP \"" + MARK + "\"", "LOGOUT", MARK + "|^NO", "^(OK|BYE)");
      case IRC -> lines("CAP LS", "QUIT", "^(:\\S+ )?(CAP|[0-9]{3}) ", "^(:\\S+ )?ERROR");
      case XMPP -> xmpp(BinaryUpgrade.stream(host, "jabber:client"));
      case XMPP_SERVER -> xmpp(BinaryUpgrade.stream(host, "jabber:server"));
      case LDAP -> ldap();
      case POSTGRES -> postgres();
      case MYSQL -> mysql();
    };
  }

  private static Injection lines(String command, String farewell, String answered, String other) {
    return new Injection(
        command + "\r\n",
        farewell + "\r\n",
        Pattern.compile(answered, Pattern.MULTILINE),
        Pattern.compile(other, Pattern.MULTILINE));
  }

  /**
   * Only who took the injected beginning of a stream offers features; the end alone is an error.
   */
  private static Injection xmpp(String stream) {
    return new Injection(
        stream,
        "</stream:stream>",
        Pattern.compile("<(stream:)?features"),
        Pattern.compile("<(stream:)?error|</stream:stream>|<stream:stream"));
  }

  /**
   * Two anonymous binds (RFC 4511, Section 4.2), told apart by their message IDs; and an unbind.
   */
  private static Injection ldap() {
    return new Injection(
        octets("300c020102600702010304008000"),
        octets("300c020103600702010304008000") + octets("30050201044200"),
        Pattern.compile("\\x30(.|\\x81.|\\x82..)\\x02\\x01\\x02\\x61", Pattern.DOTALL),
        Pattern.compile("\\x30(.|\\x81.|\\x82..)\\x02\\x01\\x03\\x61", Pattern.DOTALL));
  }

  /**
   * A message that begins a session, and one of a version that there is not. PostgreSQL says itself
   * (08P01) that something came before TLS, where it looks.
   */
  private static Injection postgres() {
    String session = octets("00030000") + "user\0" + MARK + "\0\0";
    return new Injection(
        octets("000000") + (char) (session.length() + 4) + session,
        octets("0000000800630000"),
        Pattern.compile("^R|" + MARK),
        Pattern.compile("^E.*C(0A000|08P01)\0", Pattern.DOTALL));
  }

  /**
   * A response to the greeting, and one that is too short: bad handshake, or packets disordered.
   */
  private static Injection mysql() {
    String response = octets("018a000000000001") + (char) 33 + "\0".repeat(23) + MARK + "\0" + "\0";
    return new Injection(
        (char) response.length() + octets("000002") + response,
        octets("04000002018a0000"),
        Pattern.compile("^.{3}.[\\x00\\xfe]|" + MARK, Pattern.DOTALL),
        Pattern.compile("^.{3}.\\xff(\\x13|\\x84)\\x04", Pattern.DOTALL));
  }

  private static String octets(String digits) {
    StringBuilder octets = new StringBuilder();
    for (int i = 0; i < digits.length(); i += 2) {
      octets.append((char) Integer.parseInt(digits.substring(i, i + 2), 16));
    }
    return octets.toString();
  }

  /**
   * Whether a server answered the command inside TLS; empty where what it said tells nothing.
   *
   * @param said inside TLS
   */
  public Optional<Boolean> answered(String said) {
    if (answered.matcher(said).find()) {
      return Optional.of(true);
    }
    return forgotten.matcher(said).find() ? Optional.of(false) : Optional.empty();
  }
}
