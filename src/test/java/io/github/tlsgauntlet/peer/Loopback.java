package io.github.tlsgauntlet.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A client and a server of ours, one against the other over the loopback interface. */
final class Loopback {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final String PING = "ping";

  private Loopback() {}

  /**
   * What became of both.
   *
   * @param client what the client saw of the handshake
   * @param server what the server saw
   * @param answer what the client read in answer to its ping; empty where nothing came
   * @param clientEnding how it ended for the client
   * @param serverEnding how it ended for the server
   * @param session what the client may resume
   * @param clientTranscript the client's
   * @param serverTranscript the server's
   */
  record Both(
      HandshakeOutcome client,
      HandshakeOutcome server,
      Optional<String> answer,
      Ending clientEnding,
      Ending serverEnding,
      Optional<Session> session,
      Transcript clientTranscript,
      Transcript serverTranscript) {}

  /** What the server saw, and how it went on. */
  record ServerSide(HandshakeOutcome outcome, Ending ending, Transcript transcript) {}

  /** Handshake, a ping and its echo, close. */
  static Both run(ClientSettings client, ServerSettings server) {
    return run(client, server, c -> {});
  }

  /** The same, with something done by the client between its handshake and its ping. */
  static Both run(ClientSettings clientSettings, ServerSettings server, Consumer<TlsClient> then) {
    try (ServerSocket listener = listen()) {
      CompletableFuture<ServerSide> serverSide =
          Background.supply(() -> serveOnce(listener, server));
      try (TlsClient client = connect(listener, clientSettings)) {
        HandshakeOutcome outcome = client.handshake();
        Optional<String> answer = Optional.empty();
        if (outcome.completed()) {
          then.accept(client);
          client.write(PING.getBytes(StandardCharsets.US_ASCII));
          answer = client.read().map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
        }
        client.close();
        ServerSide seen = serverSide.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
        return new Both(
            outcome,
            seen.outcome(),
            answer,
            client.ending(),
            seen.ending(),
            client.session(),
            client.transcript(),
            seen.transcript());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the server side failed", e);
    }
  }

  static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static TlsClient connect(ServerSocket listener, ClientSettings settings) throws IOException {
    return TlsClient.connect(
        (InetSocketAddress) listener.getLocalSocketAddress(), settings, Deadline.in(PATIENCE));
  }

  /** Serves one connection, echoing what it reads. */
  static ServerSide serveOnce(ServerSocket listener, ServerSettings settings) {
    try (Socket socket = listener.accept();
        TlsServer server = TlsServer.over(socket, settings, Deadline.in(PATIENCE))) {
      HandshakeOutcome outcome = server.handshake();
      if (outcome.completed()) {
        Optional<byte[]> read = server.read();
        while (read.isPresent()) {
          server.write(read.get());
          read = server.read();
        }
      }
      server.close();
      return new ServerSide(outcome, server.ending(), server.transcript());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
