package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.target.Upgrade;
import io.github.tlsgauntlet.target.upgrade.Injection;
import io.github.tlsgauntlet.target.upgrade.UpgradeScript;
import io.github.tlsgauntlet.target.upgrade.Upgrades;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A server that goes over to TLS from another protocol. It reads as buffered servers do: what came
 * with the wish is in its hands when TLS begins.
 */
final class UpgradeServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a server does with octets that came with the wish. */
  enum Manner {
    /** Takes them for the first inside TLS. */
    KEEPS,
    /** Throws them away. */
    FORGETS,
    /** Says so in the words of its protocol, instead of going over. */
    OBJECTS,
    /** Goes over, throws them away, and ends the session without a word. */
    SAYS_NOTHING,
    /** Answers inside TLS with something of another protocol. */
    BABBLES
  }

  /** What a session inside TLS is told. */
  private record Answers(String command, String farewell) {}

  private final Upgrade upgrade;
  private final Manner manner;
  private final Injection injection;
  private final ServerSocket listener;

  private UpgradeServer(Upgrade upgrade, Manner manner, ServerSocket listener) {
    this.upgrade = upgrade;
    this.manner = manner;
    this.injection = Injection.of(upgrade, "host.example");
    this.listener = listener;
  }

  static UpgradeServer of(Upgrade upgrade, Manner manner) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      UpgradeServer server = new UpgradeServer(upgrade, manner, listener);
      daemon(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "upgrade-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      if (plain(socket)) {
        secure(socket);
      }
    } catch (IOException e) {
      // The client has gone.
      return;
    }
  }

  /** Up to its consent; false where there is none. */
  private boolean plain(Socket socket) throws IOException {
    UpgradeScript script = UpgradeScript.good(upgrade);
    say(socket, script.greeting());
    int left = script.answers().size();
    for (Map.Entry<String, String> step : script.answers()) {
      boolean last = --left == 0;
      hear(socket.getInputStream(), step.getKey() + (last ? injection.command() : ""));
      if (last && manner == Manner.OBJECTS) {
        return false;
      }
      say(socket, step.getValue());
    }
    return true;
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void hear(InputStream in, String end) throws IOException {
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf(end) < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("the client has gone");
      }
      heard.append((char) octet);
    }
  }

  private void secure(Socket socket) throws IOException {
    ServerSettings settings = OwnServer.settings(FlightServer.rsa()).build();
    try (TlsServer server = TlsServer.over(socket, settings, Deadline.in(PATIENCE))) {
      if (!server.handshake().completed()) {
        return;
      }
      Answers answers = answers();
      StringBuilder waiting = new StringBuilder();
      if (manner == Manner.KEEPS) {
        waiting.append(injection.command());
      }
      if (waiting.indexOf(injection.command()) == 0) {
        server.write(answers.command().getBytes(StandardCharsets.ISO_8859_1));
        waiting.delete(0, injection.command().length());
      }
      while (waiting.indexOf(injection.farewell()) < 0) {
        Optional<byte[]> more = server.read();
        if (more.isEmpty()) {
          return;
        }
        waiting.append(new String(more.get(), StandardCharsets.ISO_8859_1));
      }
      String last =
          switch (manner) {
            case SAYS_NOTHING -> "";
            case BABBLES -> "~~ I speak something else ~~";
            default -> answers.farewell();
          };
      if (!last.isEmpty()) {
        server.write(last.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** As real servers answer. */
  private Answers answers() {
    return switch (upgrade) {
      case SMTP, LMTP -> new Answers("250 2.0.0 Ok\r\n", "221 2.0.0 Bye\r\n");
      case IMAP -> new Answers("a3 OK NOOP completed\r\n", "* BYE Logging out\r\na4 OK Logout\r\n");
      case POP3 -> new Answers("+OK\r\nCAPA\r\nTOP\r\nUIDL\r\n.\r\n", "+OK Logging out\r\n");
      case FTP -> new Answers("530 Please login with USER and PASS.\r\n", "221 Goodbye.\r\n");
      case NNTP -> new Answers("111 20261123000000\r\n", "205 Bye\r\n");
      case SIEVE ->
          new Answers(
              "OK (TAG \"tls-gauntlet-injected\") \"Done\"\r\n",
              "\"SIEVE\" \"fileinto\"\r\nOK \"TLS negotiation successful.\"\r\nOK \"Logout\"\r\n");
      case IRC ->
          new Answers(
              ":irc.example CAP * LS :sasl\r\n",
              ":irc.example NOTICE * :looking you up\r\nERROR :Closing link\r\n");
      case XMPP, XMPP_SERVER ->
          new Answers(
              "<?xml version='1.0'?><stream:stream id='1'><stream:features/>",
              manner == Manner.KEEPS
                  ? "</stream:stream>"
                  : "<?xml version='1.0'?><stream:stream id='1'><stream:error><not-well-formed"
                      + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
                      + "</stream:stream>");
      case LDAP ->
          new Answers(hex("300c02010261070a010004000400"), hex("300c02010361070a010004000400"));
      case POSTGRES ->
          new Answers(
              "R" + hex("0000000800000003"),
              "E" + hex("00000040") + "SFATAL\0C0A000\0Munsupported frontend protocol 99.0\0\0");
      case MYSQL ->
          new Answers(
              hex("2c000003feff") + "mysql_native_password\0",
              hex("15000003ff1304") + "#08S01Bad handshake");
    };
  }

  private static String hex(String digits) {
    return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
  }

  /** What a scan finds out about it. */
  Weakness tried(Line counting) {
    Dialer dialer =
        deadline -> {
          Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
          try {
            Upgrades.perform(
                upgrade, socket, "host.example", deadline, Optional.of(injection.command()));
            return socket;
          } catch (IOException e) {
            socket.close();
            throw e;
          }
        };
    return new InjectionProbe(new ProbeSettings.Injection(dialer, injection), counting.by(dialer))
        .run(io.github.tlsgauntlet.peer.ClientSettings.builder().build());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
