package io.github.tlsgauntlet.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Our client against our server, once: both sides' outcomes, and an echo where both completed. */
record Duet(
    HandshakeOutcome client,
    HandshakeOutcome server,
    Optional<String> echoed,
    Optional<Session> session,
    Transcript clientTranscript) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  static Duet play(ClientSettings clientSettings, ServerSettings serverSettings) {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<HandshakeOutcome> served =
          CompletableFuture.supplyAsync(() -> serve(listener, serverSettings), command -> new Thread(command).start());
      try (TlsClient client =
          TlsClient.connect(
              (InetSocketAddress) listener.getLocalSocketAddress(),
              clientSettings,
              Deadline.in(TIMEOUT))) {
        HandshakeOutcome outcome = client.handshake();
        Optional<String> echoed = Optional.empty();
        if (outcome.completed()) {
          client.write("ping".getBytes(StandardCharsets.US_ASCII));
          echoed = client.read().map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
        }
        Optional<Session> session = client.session();
        Transcript transcript = client.transcript();
        client.close();
        return new Duet(outcome, served.join(), echoed, session, transcript);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static HandshakeOutcome serve(ServerSocket listener, ServerSettings settings) {
    try (Socket socket = listener.accept();
        TlsServer server = TlsServer.over(socket, settings, Deadline.in(TIMEOUT))) {
      HandshakeOutcome outcome = server.handshake();
      if (outcome.completed()) {
        server.read().ifPresent(server::write);
      }
      return outcome;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
