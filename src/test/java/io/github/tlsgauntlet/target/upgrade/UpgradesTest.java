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

  /** Runs a script, and then answers the first octet of TLS with its own. */
  private static void play(Socket socket, UpgradeScript script) throws IOException {
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
    assertThat(
            upgraded(
                upgrade,
                socket -> play(socket, UpgradeScript.good(upgrade)),
                Duration.ofSeconds(30)))
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
    UpgradeScript script = UpgradeScript.good(upgrade);
    List<Map.Entry<String, String>> steps = new ArrayList<>(script.answers());
    Map.Entry<String, String> last = steps.remove(steps.size() - 1);
    steps.add(Map.entry(last.getKey(), answer + "\r\n"));
    assertThat(wish.equals("-") || last.getKey().contains(wish)).isTrue();

    assertThatThrownBy(
            () ->
                upgraded(
                    upgrade,
                    socket -> play(socket, new UpgradeScript(script.greeting(), steps)),
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
                    socket ->
                        play(
                            socket, UpgradeScript.of("220 x\r\n", "invalid\r\n", "250 SIZE 1\r\n")),
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
