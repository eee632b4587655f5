package io.github.tlsgauntlet.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
  private static final byte[] HANDSHAKE_FAILURE = HexFormat.of().parseHex("15030300020228");

  /** Answers whoever says something with an alert. */
  private static void answer(Socket accepted) {
    try (accepted) {
      if (accepted.getInputStream().read() >= 0) {
        accepted.getOutputStream().write(HANDSHAKE_FAILURE);
      }
    } catch (IOException e) {
      return; // its client has gone
    }
  }

  private static boolean judge(Duration patience, Consumer<Runnable> handler) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread acceptor =
          new Thread(
              () -> {
                while (!socket.isClosed()) {
                  try {
                    Socket accepted = socket.accept();
                    handler.accept(() -> answer(accepted));
                  } catch (IOException e) {
                    return; // closed by the test
                  }
                }
              },
              "acceptor");
      acceptor.setDaemon(true);
      acceptor.start();
      return OneAtATime.serves(
          (InetSocketAddress) socket.getLocalSocketAddress(), Optional.empty(), patience);
    }
  }

  @Test
  void a_server_on_one_thread_serves_one_at_a_time() throws IOException {
    assertThat(judge(Duration.ofMillis(300), Runnable::run)).isTrue();
  }

  @Test
  void a_server_that_answers_beside_a_silent_connection_does_not() throws IOException {
    assertThat(
            judge(
                Duration.ofSeconds(60),
                work -> {
                  Thread thread = new Thread(work, "connection");
                  thread.setDaemon(true);
                  thread.start();
                }))
        .isFalse();
  }
}
