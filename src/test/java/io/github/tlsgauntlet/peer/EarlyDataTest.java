package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Early data (RFC 9846, Section 4.3.10), from a client of ours to a server of ours. */
class EarlyDataTest {
  private static final byte[] EARLY = "early bird".getBytes(StandardCharsets.US_ASCII);

  private final SessionStore store = new SessionStore();
  private final ClientSettings client =
      ClientSettings.builder()
          .versions(ProtocolVersion.TLS13)
          .groups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1))
          .build();

  private ServerSettings.Builder server(EarlyDataPolicy policy) {
    return ServerSettings.builder(TestCredentials.of("secp256r1"))
        .sessions(store)
        .earlyData(policy);
  }

  private ClientSettings early(ServerSettings server) {
    Session session = Loopback.run(client, server).session().orElseThrow();
    return client.toBuilder().session(Optional.of(session)).earlyData(Optional.of(EARLY)).build();
  }

  @ParameterizedTest
  @CsvSource({"ALWAYS, 65536", "REJECTS, 65536", "NONE, 0"})
  void the_connection_goes_on_whether_early_data_is_taken_or_not(
      EarlyDataPolicy policy, long allowed) {
    ServerSettings server = server(policy).build();
    ClientSettings early = early(server);

    Loopback.Both both = Loopback.run(early, server);

    assertThat(early.session().orElseThrow().mostEarlyData()).isEqualTo(allowed);
    assertThat(both.client().completed()).as("%s", both.clientEnding()).isTrue();
    assertThat(both.client().resumed()).isTrue();
    assertThat(both.answer()).contains(Loopback.PING);
  }

  @Test
  void a_hello_retry_request_rejects_early_data() {
    ServerSettings server = server(EarlyDataPolicy.ALWAYS).build();
    ClientSettings early = early(server);
    ServerSettings retrying =
        server(EarlyDataPolicy.ALWAYS).groups(List.of(NamedGroup.SECP256R1)).build();

    Loopback.Both both = Loopback.run(early, retrying);

    assertThat(both.client().completed()).as("%s", both.clientEnding()).isTrue();
    assertThat(both.client().resumed()).isTrue();
    assertThat(both.answer()).contains(Loopback.PING);
  }

  @Test
  void a_server_that_forgot_the_session_passes_over_early_data() {
    ClientSettings early = early(server(EarlyDataPolicy.ALWAYS).build());
    ServerSettings other =
        ServerSettings.builder(TestCredentials.of("secp256r1"))
            .sessions(new SessionStore())
            .earlyData(EarlyDataPolicy.ALWAYS)
            .build();

    Loopback.Both both = Loopback.run(early, other);

    assertThat(both.client().completed()).as("%s", both.clientEnding()).isTrue();
    assertThat(both.client().resumed()).isFalse();
    assertThat(both.answer()).contains(Loopback.PING);
  }

  @ParameterizedTest
  @CsvSource({"ALWAYS, true, true", "ONCE, true, false", "REJECTS, false, false"})
  void a_replay_brings_the_same_hello_and_is_taken_where_the_server_takes_it(
      EarlyDataPolicy policy, boolean first, boolean second) throws Exception {
    ServerSettings server = server(policy).build();
    ClientSettings early = early(server);

    try (ServerSocket listener = Loopback.listen();
        TlsClient recorded = Loopback.connect(listener, early);
        TlsClient replaying = Loopback.connect(listener, early)) {
      CompletableFuture<byte[]> got = took(listener, server);
      HandshakeOutcome one = recorded.handshake();
      assertThat(got.get()).isEqualTo(first ? EARLY : new byte[0]);
      CompletableFuture<byte[]> again = took(listener, server);
      HandshakeOutcome two = replaying.replay(recorded);

      assertThat(again.get()).isEqualTo(second ? EARLY : new byte[0]);
      assertThat(recorded.earlyDataAccepted()).isEqualTo(first);
      assertThat(replaying.earlyDataAccepted()).isEqualTo(second);
      assertThat(two.completed()).as("%s", two.ending()).isTrue();
      assertThat(two.clientHello().orElseThrow().encoded())
          .isEqualTo(one.clientHello().orElseThrow().encoded());
    }
  }

  /** OpenSSL refuses a ChangeCipherSpec of TLS 1.0 before early data. */
  @Test
  void all_records_but_the_first_say_tls_1_2() throws Exception {
    ClientSettings early = early(server(EarlyDataPolicy.ALWAYS).build());

    try (ServerSocket listener = Loopback.listen();
        TlsClient client = Loopback.connect(listener, early)) {
      CompletableFuture<List<Integer>> versions =
          Background.supply(() -> recordVersions(listener, 3));
      client.handshake();

      assertThat(versions.get()).containsExactly(0x0301, 0x0303, 0x0303);
    }
  }

  private static List<Integer> recordVersions(ServerSocket listener, int count) {
    List<Integer> versions = new ArrayList<>();
    try (Socket socket = listener.accept();
        DataInputStream in = new DataInputStream(socket.getInputStream())) {
      for (int i = 0; i < count; i++) {
        in.readUnsignedByte();
        versions.add(in.readUnsignedShort());
        in.readNBytes(in.readUnsignedShort());
      }
      return versions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompletableFuture<byte[]> took(ServerSocket listener, ServerSettings settings) {
    return Background.supply(
        () -> {
          try (TlsServer server =
              TlsServer.over(listener.accept(), settings, Deadline.in(Loopback.PATIENCE))) {
            server.handshake();
            return server.earlyData();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
