package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Silence is an answer, and five endings differ. */
class EndingTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  /** No two sockets of a connection hold so much: who writes it waits for a reader. */
  private static final int MORE_THAN_BUFFERED = 32 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What a peer does with a connection. */
  @FunctionalInterface
  private interface Script {
    void play(Socket socket) throws IOException;
  }

  @Test
  void an_end_of_the_stream_is_a_fin() {
    assertThat(against(socket -> {}).ending()).isEqualTo(new Ending.Fin());
  }

  @Test
  void an_abrupt_close_is_a_reset() {
    assertThat(
            against(
                    socket -> {
                      hello(socket);
                      socket.setSoLinger(true, 0);
                    })
                .ending())
        .isEqualTo(new Ending.Reset());
  }

  @Test
  void a_peer_that_says_nothing_is_silent() {
    assertThat(against(SHORT, socket -> socket.getInputStream().readAllBytes()).ending())
        .isEqualTo(new Ending.Silence());
  }

  @Test
  void a_record_that_never_ends_is_silence_too() {
    assertThat(
            against(
                    SHORT,
                    socket -> {
                      send(socket, "1603030040");
                      socket.getInputStream().readAllBytes();
                    })
                .ending())
        .isEqualTo(new Ending.Silence());
  }

  @Test
  void an_alert_is_an_alert_though_a_reset_follows() {
    assertThat(
            against(
                    socket -> {
                      hello(socket);
                      send(socket, "15030300020228");
                      socket.setSoLinger(true, 0);
                    })
                .ending())
        .isEqualTo(new Ending.Alert(AlertDescription.HANDSHAKE_FAILURE, true));
  }

  /** A close that leaves something unread is a reset, and fails what the client is writing. */
  @Test
  void an_alert_is_an_alert_though_nobody_reads_what_the_client_goes_on_to_say()
      throws IOException {
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Void> peer =
          Background.run(
              () -> {
                try (Socket socket = listener.accept()) {
                  hello(socket);
                  send(socket, "15030300020228");
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      try (TlsClient client =
          Loopback.connect(
              listener,
              ClientSettings.builder()
                  .script(
                      Scripts.after(
                          HandshakeType.CLIENT_HELLO,
                          new Sending.Raw(new byte[MORE_THAN_BUFFERED])))
                  .build())) {
        assertThat(client.handshake().ending())
            .isEqualTo(new Ending.Alert(AlertDescription.HANDSHAKE_FAILURE, true));
      }
      peer.join();
    }
  }

  @Test
  void close_notify_is_no_other_alert() {
    assertThat(
            against(
                    socket -> {
                      hello(socket);
                      send(socket, "15030300020100");
                    })
                .ending())
        .isEqualTo(new Ending.CloseNotify());
  }

  @Test
  void bytes_of_another_protocol_break_the_connection() {
    HandshakeOutcome outcome =
        against(
            socket -> {
              hello(socket);
              socket
                  .getOutputStream()
                  .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              socket.getOutputStream().flush();
            });

    assertThat(outcome.ending()).isInstanceOf(Ending.Broken.class);
    assertThat(outcome.completed()).isFalse();
  }

  @Test
  void a_record_too_long_is_a_record_overflow() {
    assertThat(
            against(
                    socket -> {
                      hello(socket);
                      send(socket, "160303ffff" + "00".repeat(64));
                    })
                .ending())
        .isInstanceOfSatisfying(
            Ending.Broken.class,
            broken -> assertThat(broken.answered()).isEqualTo(AlertDescription.RECORD_OVERFLOW));
  }

  @Test
  void a_message_too_long_is_refused_by_its_header() {
    assertThat(
            against(
                    socket -> {
                      hello(socket);
                      send(socket, "160303000402ffffff");
                    })
                .ending())
        .isInstanceOf(Ending.Broken.class);
  }

  @Test
  void a_refusal_reaches_a_client_that_is_still_talking() throws IOException {
    ServerSettings refusing =
        ServerSettings.builder(TestCredentials.of("secp256r1"))
            .ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())))
            .build();
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Loopback.ServerSide> server =
          Background.supply(() -> Loopback.serveOnce(listener, refusing));
      try (TlsClient client =
          Loopback.connect(
              listener, ClientSettings.builder().versions(ProtocolVersion.TLS13).build())) {
        client.handshake();
        for (int i = 0; i < 50; i++) {
          client.write(new byte[1000]);
        }

        assertThat(client.read()).isEmpty();
        assertThat(client.ending())
            .isEqualTo(new Ending.Alert(AlertDescription.CERTIFICATE_REQUIRED, true));
      }
      assertThat(server.join().ending()).isInstanceOf(Ending.Broken.class);
    }
  }

  @Test
  void a_read_with_less_patience_leaves_the_connection_open() {
    Loopback.Both both =
        Loopback.run(
            ClientSettings.builder().build(),
            ServerSettings.builder(TestCredentials.of("secp256r1")).build(),
            client -> {
              assertThat(client.read(Duration.ofMillis(20))).isEmpty();
              assertThat(client.ending()).isEqualTo(new Ending.Open());
            });

    assertThat(both.answer()).contains(Loopback.PING);
  }

  private static HandshakeOutcome against(Script script) {
    return against(PATIENCE, script);
  }

  private static HandshakeOutcome against(Duration patience, Script script) {
    try (ServerSocket listener = Loopback.listen()) {
      CompletableFuture<Void> peer =
          Background.run(
              () -> {
                try (Socket socket = listener.accept()) {
                  script.play(socket);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      HandshakeOutcome outcome;
      try (TlsClient client =
          TlsClient.connect(
              (InetSocketAddress) listener.getLocalSocketAddress(),
              ClientSettings.builder().build(),
              Deadline.in(patience))) {
        outcome = client.handshake();
      }
      peer.join();
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the whole ClientHello, so that a close leaves nothing unread. */
  private static void hello(Socket socket) throws IOException {
    byte[] header = socket.getInputStream().readNBytes(5);
    socket.getInputStream().readNBytes((header[3] & 0xff) << 8 | header[4] & 0xff);
  }

  private static void send(Socket socket, String hexadecimal) throws IOException {
    socket.getOutputStream().write(HexFormat.of().parseHex(hexadecimal));
    socket.getOutputStream().flush();
  }
}
