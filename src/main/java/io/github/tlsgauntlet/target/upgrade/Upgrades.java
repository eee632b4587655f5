package io.github.tlsgauntlet.target.upgrade;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.target.Upgrade;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;

/** Carries out the conversations after which a server expects a ClientHello. */
public final class Upgrades {
  /** What does no harm, and how to end, in the protocols where commands may be piled up. */
  private static final Map<Upgrade, Injection> INJECTIONS =
      Map.of(
          Upgrade.SMTP, new Injection("NOOP\r\n", "QUIT\r\n"),
          Upgrade.LMTP, new Injection("NOOP\r\n", "QUIT\r\n"),
          Upgrade.IMAP, new Injection("a3 NOOP\r\n", "a4 LOGOUT\r\n"),
          Upgrade.POP3, new Injection("CAPA\r\n", "QUIT\r\n"),
          Upgrade.FTP, new Injection("NOOP\r\n", "QUIT\r\n"),
          Upgrade.SIEVE, new Injection("NOOP\r\n", "LOGOUT\r\n"),
          Upgrade.NNTP, new Injection("DATE\r\n", "QUIT\r\n"));

  private Upgrades() {}

  /**
   * A command that is sent in plain text together with the wish for TLS, as somebody on the way
   * could add it (CVE-2011-0411).
   *
   * @param command it
   * @param farewell what ends the session inside TLS
   */
  public record Injection(String command, String farewell) {}

  /** What can be tried in a protocol. */
  public static Optional<Injection> injection(Upgrade upgrade) {
    return Optional.ofNullable(INJECTIONS.get(upgrade));
  }

  /**
   * Talks a server into TLS. The next octet that it sends is one of TLS.
   *
   * @param upgrade how
   * @param socket connected; stays open
   * @param host the name that the server goes by
   * @param deadline for all of it
   * @throws IOException if it doesn't come to that; the message says why, of the server
   */
  public static void perform(Upgrade upgrade, Socket socket, String host, Deadline deadline)
      throws IOException {
    perform(upgrade, socket, host, deadline, Optional.empty());
  }

  /**
   * The same, with a command in plain text on its heels.
   *
   * @param injected it, with the end of its line
   */
  public static void perform(
      Upgrade upgrade, Socket socket, String host, Deadline deadline, Optional<String> injected)
      throws IOException {
    Conversation talk = new Conversation(socket, deadline);
    LineUpgrade lines = new LineUpgrade(talk, upgrade.name().replace('_', ' '), injected);
    BinaryUpgrade binary = new BinaryUpgrade(talk);
    switch (upgrade) {
      case SMTP -> lines.mail("EHLO");
      case LMTP -> lines.mail("LHLO");
      case IMAP -> lines.imap();
      case POP3 -> lines.pop();
      case FTP -> lines.ftp();
      case SIEVE -> lines.sieve();
      case NNTP -> lines.news();
      case IRC -> lines.chat();
      case LDAP -> binary.ldap();
      case POSTGRES -> binary.postgres();
      case MYSQL -> binary.mysql();
      case XMPP -> binary.xmpp(host, "jabber:client");
      case XMPP_SERVER -> binary.xmpp(host, "jabber:server");
    }
  }
}
