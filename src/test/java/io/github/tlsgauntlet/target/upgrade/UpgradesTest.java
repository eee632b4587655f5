package io.github.tlsgauntlet.target.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.target.Upgrade;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each protocol's way into TLS, with servers that go it and servers that don't. */
class UpgradesTest {
  private static final int TLS_BEGINS = 0x16;
  private static final String STREAM =
      "<?xml version='1.0'?><stream:stream><stream:features>"
          + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>";

  /** What a server says first, and then after each wish that ends so. */
  private record Script(String greeting, List<Map.Entry<String, String>> answers) {
    private static Script of(String greeting, String... wishesAndAnswers) {
      List<Map.Entry<String, String>> answers = new ArrayList<>();
      for (int i = 0; i < wishesAndAnswers.length; i += 2) {
        answers.add(Map.entry(wishesAndAnswers[i], wishesAndAnswers[i + 1]));
      }
      return new Script(greeting, answers);
    }
  }

  private static String hex(String digits) {
    return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
  }

  private static Script good(Upgrade upgrade) {
    return switch (upgrade) {
      case SMTP, LMTP ->
          Script.of(
              "220-mail.example\r\n220 ready\r\n",
              "invalid\r\n",
              "250-mail.example\r\n250-SIZE 1\r\n250 STARTTLS\r\n",
              "STARTTLS\r\n",
              "220 go\r\n");
      case IMAP ->
          Script.of(
              "* OK ready\r\n",
              "CAPABILITY\r\n",
              "* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK done\r\n",
              "STARTTLS\r\n",
              "a2 OK go\r\n");
      case POP3 -> Script.of("+OK ready\r\n", "STLS\r\n", "+OK go\r\n");
      case FTP -> Script.of("220 ready\r\n", "AUTH TLS\r\n", "234 go\r\n");
      case SIEVE ->
          Script.of(
              "\"IMPLEMENTATION\" \"x\"\r\n\"STARTTLS\"\r\nOK\r\n",
              "STARTTLS\r\n",
              "OK \"go\"\r\n");
      case NNTP -> Script.of("200 ready\r\n", "STARTTLS\r\n", "382 go\r\n");
      case IRC ->
          Script.of(
              ":irc.example NOTICE * :looking you up\r\n",
              "STARTTLS\r\n",
              ":irc.example 670 x :go\r\n");
      case LDAP -> Script.of("", "1.3.6.1.4.1.1466.20037", hex("300c02010178070a010004000400"));
      case POSTGRES -> Script.of("", hex("04d2162f"), "S");
      case MYSQL -> {
        String payload =
            "\n5.5.5-x\0" + "\1\0\0\0" + "12345678" + "\0" + hex("ffff") + "\b" + "\0\0";
        yield Script.of(
            new String(new char[] {(char) payload.length(), 0, 0, 0}) + payload,
            "\0".repeat(23),
            "");
      }
      case XMPP, XMPP_SERVER ->
          Script.of(
              "",
              "version='1.0'>",
              STREAM,
              "xmpp-tls'/>",
              "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    };
  }

  /** Runs a script, and then answers the first octet of TLS with its own. */
  private static void play(Socket socket, Script script) throws IOException {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    out.write(script.greeting().getBytes(StandardCharsets.ISO_8859_1));
    StringBuilder heard = new StringBuilder();
    for (Map.Entry<String, String> step : script.answers()) {
      while (heard.indexOf(step.getKey()) < 0) {
        int octet = in.read();
        if (octet < 0) {
          return;
        }
        heard.append((char) octet);
      }
      heard.setLength(0);
      out.write(step.getValue().getBytes(StandardCharsets.ISO_8859_1));
    }
    if (in.read() == TLS_BEGINS) {
      out.write(TLS_BEGINS);
    }
  }

  private interface Peer {
    void serve(Socket socket) throws IOException;
  }

  private interface Talk {
    int with(Socket socket) throws IOException;
  }

  private static int against(Peer peer, Talk talk) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (Socket socket = listener.accept()) {
                  peer.serve(socket);
                } catch (IOException e) {
                  // The client has gone.
                }
              });
      server.setDaemon(true);
      server.start();
      try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
        return talk.with(socket);
      }
    }
  }

  private static int upgraded(Upgrade upgrade, Peer peer, Duration patience) throws IOException {
    return against(
        peer,
        socket -> {
          Upgrades.perform(upgrade, socket, "host.example", Deadline.in(patience));
          socket.getOutputStream().write(TLS_BEGINS);
          return socket.getInputStream().read();
        });
  }

  @ParameterizedTest
  @EnumSource(Upgrade.class)
  void the_next_octet_is_one_of_tls(Upgrade upgrade) throws IOException {
    assertThat(upgraded(upgrade, socket -> play(socket, good(upgrade)), Duration.ofSeconds(30)))
        .isEqualTo(TLS_BEGINS);
  }

  @ParameterizedTest
  @EnumSource(Upgrade.class)
  void a_server_of_something_else_is_told_as_such(Upgrade upgrade) {
    assertThatThrownBy(
            () ->
                upgraded(
                    upgrade,
                    socket -> {
                      socket
                          .getOutputStream()
                          .write(
                              "SSH-2.0-x\r\n</stream:error>\r\n"
                                  .getBytes(StandardCharsets.US_ASCII));
                      socket.shutdownOutput();
                      socket.getInputStream().readAllBytes();
                    },
                    Duration.ofSeconds(30)))
        .isInstanceOf(UpgradeException.class);
  }

  @ParameterizedTest
  @EnumSource(Upgrade.class)
  void a_silent_server_is_not_waited_for(Upgrade upgrade) {
    assertThatThrownBy(
            () ->
                upgraded(
                    upgrade,
                    socket -> socket.getInputStream().readAllBytes(),
                    Duration.ofMillis(100)))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @ParameterizedTest
  @EnumSource(Upgrade.class)
  void an_endless_stream_ends(Upgrade upgrade) {
    byte[] junk = new byte[1024];
    Arrays.fill(junk, (byte) 'x');
    assertThatThrownBy(
            () ->
                upgraded(
                    upgrade,
                    socket -> {
                      while (true) {
                        socket.getOutputStream().write(junk);
                      }
                    },
                    Duration.ofSeconds(30)))
        .isInstanceOf(UpgradeException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SMTP     | STARTTLS  | 454 not now                       | 454 not now",
        "IMAP     | STARTTLS  | a2 NO not now                     | a2 NO not now",
        "POP3     | STLS      | -ERR what                         | -ERR what",
        "FTP      | AUTH TLS  | 502 what                          | 502 what",
        "NNTP     | STARTTLS  | 580 not now                       | 580 not now",
        "SIEVE    | STARTTLS  | NO                                | \"NO\"",
        "IRC      | STARTTLS  | :irc.example 691 x :no            | 691",
        "XMPP     | xmpp-tls  | <failure xmlns='x'>               | failure",
        "POSTGRES | -         | N                                 | refuses TLS",
      })
  void a_refusal_is_told_in_its_own_words(
      Upgrade upgrade, String wish, String answer, String told) {
    Script script = good(upgrade);
    List<Map.Entry<String, String>> steps = new ArrayList<>(script.answers());
    Map.Entry<String, String> last = steps.remove(steps.size() - 1);
    steps.add(Map.entry(last.getKey(), answer + "\r\n"));
    assertThat(wish.equals("-") || last.getKey().contains(wish)).isTrue();

    assertThatThrownBy(
            () ->
                upgraded(
                    upgrade,
                    socket -> play(socket, new Script(script.greeting(), steps)),
                    Duration.ofSeconds(30)))
        .isInstanceOf(UpgradeException.class)
        .hasMessageContaining(told);
  }

  @Test
  void a_server_that_does_not_offer_it_is_not_asked() {
    assertThatThrownBy(
            () ->
                upgraded(
                    Upgrade.SMTP,
                    socket -> play(socket, Script.of("220 x\r\n", "invalid\r\n", "250 SIZE 1\r\n")),
                    Duration.ofSeconds(30)))
        .hasMessage("it speaks SMTP and doesn't offer STARTTLS");
  }

  @Test
  void what_a_server_says_is_shown_without_its_control_characters() {
    assertThatThrownBy(
            () ->
                upgraded(
                    Upgrade.POP3,
                    socket ->
                        socket
                            .getOutputStream()
                            .write("\u001b[31mhi\r\n".getBytes(StandardCharsets.US_ASCII)),
                    Duration.ofSeconds(30)))
        .hasMessageContaining("\"?[31mhi\"");
  }

  @Test
  void a_command_can_ride_on_the_wish() throws IOException {
    StringBuilder heard = new StringBuilder();
    against(
        socket -> {
          socket.getOutputStream().write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
          while (heard.indexOf("CAPA\r\n") < 0) {
            heard.append((char) socket.getInputStream().read());
          }
          socket.getOutputStream().write("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
        },
        socket -> {
          Upgrades.perform(
              Upgrade.POP3,
              socket,
              "host.example",
              Deadline.in(Duration.ofSeconds(30)),
              Optional.of("CAPA\r\n"));
          return 0;
        });

    assertThat(heard.toString()).isEqualTo("STLS\r\nCAPA\r\n");
  }
}
