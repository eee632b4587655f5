package io.github.tlsgauntlet.target.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.TargetSpec;
import io.github.tlsgauntlet.target.TestAuthority;
import io.github.tlsgauntlet.target.choice.Targets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteServerTargetTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final TestAuthority AUTHORITY = TestAuthority.named("Authority");
  private static final ServerSetup SETUP =
      new ServerSetup(AUTHORITY.server(), List.of(), ClientAuthentication.NONE, Set.of());

  /** What a test's server does with each connection. */
  private interface Manners {
    void meet(Socket socket) throws IOException;
  }

  private static final class TestServer implements AutoCloseable {
    private final ServerSocket listener;

    TestServer(Manners manners) throws IOException {
      listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread thread = new Thread(() -> run(manners));
      thread.setDaemon(true);
      thread.start();
    }

    private void run(Manners manners) {
      while (!listener.isClosed()) {
        try (Socket socket = listener.accept()) {
          manners.meet(socket);
        } catch (IOException gone) {
          // The client has left, or the test is over.
        }
      }
    }

    String place() {
      return "127.0.0.1:" + listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  private static TargetException refusal(String target) {
    return catchThrowableOfType(
        TargetException.class,
        () -> Targets.servers(TargetSpec.parse(target)).get(0).start(SETUP, TIMEOUT));
  }

  private static void isRefused(Manners manners, String expected) throws IOException {
    try (TestServer server = new TestServer(manners)) {
      long began = System.nanoTime();
      TargetException refusal = refusal(server.place());
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIMEOUT.plusSeconds(3));
      assertThat(refusal).hasMessage(server.place() + ": " + expected);
      assertThat(refusal.kind()).isEqualTo(TargetException.Kind.UNREACHABLE);
    }
  }

  private static Manners saying(String words) {
    return socket -> {
      socket.getInputStream().read(new byte[4096]);
      socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
    };
  }

  @Test
  void a_tls_server_is_reached() throws TargetException {
    try (ServerTarget here = Targets.servers(TargetSpec.parse("jvm:SunJSSE")).get(0);
        RunningServer running = here.start(SETUP, TIMEOUT)) {
      String place = "localhost:" + running.address().getPort();
      ServerTarget target = Targets.servers(TargetSpec.parse(place)).get(0);
      assertThat(target.takesSetup()).isFalse();
      assertThat(target.name()).isEqualTo(place);
      try (RunningServer reached = target.start(SETUP, TIMEOUT)) {
        assertThat(reached.address()).isEqualTo(running.address());
        assertThat(reached.serverName()).contains("localhost");
      }
    }
  }

  @Test
  void an_address_has_no_server_name_but_takes_the_users() throws TargetException {
    try (ServerTarget here = Targets.servers(TargetSpec.parse("jvm:SunJSSE")).get(0);
        RunningServer running = here.start(SETUP, TIMEOUT)) {
      TargetSpec spec = TargetSpec.parse("127.0.0.1:" + running.address().getPort());
      assertThat(Targets.servers(spec).get(0).start(SETUP, TIMEOUT).serverName()).isEmpty();
      assertThat(
              Targets.servers(spec, Optional.of("server.test"))
                  .get(0)
                  .start(SETUP, TIMEOUT)
                  .serverName())
          .contains("server.test");
    }
  }

  @Test
  void an_alert_is_tls_too() throws IOException, TargetException {
    try (TestServer server = new TestServer(saying("\u0015\u0003\u0003\u0000\u0002\u0002\u0028"))) {
      TargetSpec spec = TargetSpec.parse(server.place());
      assertThat(Targets.servers(spec).get(0).start(SETUP, TIMEOUT).address().getPort())
          .isPositive();
    }
  }

  @Test
  void a_closed_port_is_named() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    TargetException refusal = refusal("127.0.0.1:" + port);
    assertThat(refusal)
        .hasMessage("127.0.0.1:" + port + ": nothing listens there (connection refused)");
    assertThat(refusal.kind()).isEqualTo(TargetException.Kind.UNREACHABLE);
  }

  @Test
  void an_unknown_host_is_named() {
    TargetException refusal = refusal("no-such-host.invalid");
    assertThat(refusal.kind()).isEqualTo(TargetException.Kind.UNREACHABLE);
    assertThat(refusal).hasMessageStartingWith("no-such-host.invalid:443: ");
  }

  @Test
  void a_plain_http_server_is_told_apart() throws IOException {
    isRefused(saying("HTTP/1.1 400 Bad Request\r\n\r\n"), "it speaks plain HTTP, not TLS");
  }

  @Test
  void a_plain_http_server_that_waits_for_a_line_is_told_apart() throws IOException {
    isRefused(
        socket -> {
          int first = socket.getInputStream().read();
          if (first == 'G') {
            socket.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n".getBytes("US-ASCII"));
          } else {
            socket.getInputStream().readNBytes(100_000);
          }
        },
        "it speaks plain HTTP, not TLS");
  }

  @Test
  void a_silent_server_is_told_apart() throws IOException {
    isRefused(
        socket -> socket.getInputStream().readNBytes(100_000),
        "it accepts the connection but does not answer a ClientHello within the timeout");
  }

  @Test
  void a_server_that_closes_at_once_is_told_apart() throws IOException {
    isRefused(socket -> {}, "it closes the connection when it is sent a ClientHello");
  }

  @Test
  void garbage_is_shown() throws IOException {
    isRefused(
        saying("0123456789abcdefXXXX"),
        "it speaks no TLS: its answer begins with the bytes 30313233343536373839616263646566");
  }

  @Test
  void an_endless_stream_ends() throws IOException {
    isRefused(
        socket -> {
          while (true) {
            socket.getOutputStream().write(new byte[8192]);
          }
        },
        "it speaks no TLS: its answer begins with the bytes 00000000000000000000000000000000");
  }

  @ParameterizedTest
  @CsvSource({"SSH-2.0-OpenSSH_9.2, SSH", "220 mail ESMTP, SMTP", "* OK IMAP4 ready, IMAP"})
  void a_server_that_greets_first_is_named(String greeting, String protocol) throws IOException {
    try (TestServer server = new TestServer(saying(greeting + "\r\n"))) {
      assertThat(refusal(server.place())).hasMessageContaining(protocol);
    }
  }
}
