package io.github.tlsgauntlet.target.upgrade;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.target.Upgrade;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** Carries out the conversations after which a server expects a ClientHello. */
public final class Upgrades {
  private Upgrades() {}

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
   * The same, with something in plain text on the heels of the wish, in one write.
   *
   * @param injected it, its octets as chars of ISO 8859-1
   */
  public static void perform(
      Upgrade upgrade, Socket socket, String host, Deadline deadline, Optional<String> injected)
      throws IOException {
    Conversation talk = new Conversation(socket, deadline);
    LineUpgrade lines = new LineUpgrade(talk, upgrade.name().replace('_', ' '), injected);
    BinaryUpgrade binary = new BinaryUpgrade(talk, injected);
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
