package io.github.tlsgauntlet.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A wire that changes one byte: neither side throws, hangs, or believes in a handshake alone. */
class MutationTest {
  private static final int TRIALS = 40;
  private static final int SPAN = 1_200;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static Stream<Arguments> trials() {
    return Stream.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)
        .flatMap(
            version -> IntStream.range(0, TRIALS).mapToObj(seed -> Arguments.of(version, seed)));
  }

  @ParameterizedTest
  @MethodSource("trials")
  void a_changed_byte_ends_in_an_outcome(ProtocolVersion version, int seed) throws IOException {
    Random random = new Random(seed);
    boolean toClient = random.nextBoolean();
    int at = random.nextInt(SPAN);
    byte mask = (byte) (1 << random.nextInt(8));
    ServerSettings server =
        ServerSettings.builder(TestCredentials.of("secp256r1"))
            .ask(Optional.of(CertificateAsk.of(true, List.of(), Signatures.all())))
            .build();
    ClientSettings client =
        ClientSettings.builder()
            .versions(version)
            .credential(Optional.of(TestCredentials.of("secp256r1")))
            .build();
    try (ServerSocket origin = Loopback.listen();
        ServerSocket wire = Loopback.listen()) {
      CompletableFuture<HandshakeOutcome> served = Background.supply(() -> serve(origin, server));
      CompletableFuture<Void> relayed =
          Background.run(() -> relay(wire, origin, toClient, at, mask));
      HandshakeOutcome outcome;
      try (TlsClient ours =
          TlsClient.connect(
              (InetSocketAddress) wire.getLocalSocketAddress(), client, Deadline.in(PATIENCE))) {
        outcome = ours.handshake();
        assertThat(ours.transcript().entries()).isNotEmpty();
      }
      HandshakeOutcome other = served.join();
      relayed.join();

      if (other.completed()) {
        // Only what no message holds may be changed unseen: a record's version, an unread flight.
        assertThat(outcome.suite()).isEqualTo(other.suite());
        assertThat(other.proof()).isEqualTo(HandshakeOutcome.Proof.VERIFIED);
      }
    }
  }

  private static HandshakeOutcome serve(ServerSocket origin, ServerSettings settings) {
    try (Socket socket = origin.accept();
        TlsServer server = TlsServer.over(socket, settings, Deadline.in(PATIENCE))) {
      return server.handshake();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void relay(
      ServerSocket wire, ServerSocket origin, boolean toClient, int at, byte mask) {
    try (Socket client = wire.accept();
        Socket server = new Socket(origin.getInetAddress(), origin.getLocalPort())) {
      CompletableFuture<Void> back =
          Background.run(() -> pump(server, client, toClient ? at : Integer.MAX_VALUE, mask));
      pump(client, server, toClient ? Integer.MAX_VALUE : at, mask);
      back.join();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void pump(Socket from, Socket to, int at, byte mask) {
    byte[] buffer = new byte[4096];
    int passed = 0;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (at >= passed && at < passed + n) {
          buffer[at - passed] ^= mask;
        }
        passed += n;
        out.write(buffer, 0, n);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // One side has closed: so does the wire.
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
