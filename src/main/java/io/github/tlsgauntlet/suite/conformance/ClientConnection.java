package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.RecordSizes;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.suite.ClientUnderTest;
import io.github.tlsgauntlet.suite.GauntletRun;
import io.github.tlsgauntlet.suite.Reaction;
import io.github.tlsgauntlet.suite.Refusal;
import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets a client under test connect once to a server of ours, and says what it made of that. */
final class ClientConnection {
  private static final String BODY = "TLS Gauntlet\n";
  private static final byte[] RESPONSE =
      ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
              + BODY.length()
              + "\r\nConnection: close\r\n\r\n"
              + BODY)
          .getBytes(StandardCharsets.ISO_8859_1);

  private ClientConnection() {}

  /** What our side saw. */
  private record Served(HandshakeOutcome outcome, Ending ending, Transcript transcript) {}

  static Exchange meet(
      ClientUnderTest client,
      Optional<ProtocolVersion> meant,
      ServerSettings settings,
      ClientSetup setup,
      AfterServed after)
      throws TargetException {
    Duration timeout = client.run().settings().timeout();
    long began = System.nanoTime();
    try (GauntletRun.Permit permit = client.run().connection();
        ServerSocket listener =
            new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      listener.setSoTimeout((int) timeout.toMillis());
      CompletableFuture<Optional<Served>> serving = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> serving.complete(serve(listener, settings, after, Deadline.in(timeout))),
              "tls-gauntlet-server");
      thread.setDaemon(true);
      thread.start();
      ClientAttempt attempt =
          client.connect((InetSocketAddress) listener.getLocalSocketAddress(), setup);
      listener.close();
      Served seen =
          await(serving, timeout)
              .filter(served -> served.outcome().clientHello().isPresent())
              .orElseThrow(
                  () ->
                      new TargetException(
                          TargetException.Kind.UNAVAILABLE,
                          client.name() + " sent no ClientHello: " + attempt.message()));
      return new Exchange(
          meant,
          seen.outcome(),
          reaction(seen, attempt),
          List.of(),
          seen.transcript(),
          RecordSizes.NONE,
          Duration.ofNanos(System.nanoTime() - began));
    } catch (IOException e) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE, "No server socket on 127.0.0.1: " + e.getMessage(), e);
    }
  }

  private static Optional<Served> await(
      CompletableFuture<Optional<Served>> serving, Duration timeout) {
    try {
      return serving.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }

  private static Optional<Served> serve(
      ServerSocket listener, ServerSettings settings, AfterServed after, Deadline deadline) {
    try (Socket socket = listener.accept();
        TlsServer server = TlsServer.over(socket, settings, deadline)) {
      HandshakeOutcome outcome = server.handshake();
      if (outcome.completed()) {
        after.serve(server, RESPONSE);
      }
      return Optional.of(new Served(outcome, server.ending(), server.transcript()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Reaction reaction(Served served, ClientAttempt attempt) {
    List<Transcript> evidence = List.of(served.transcript());
    if (attempt.completed()) {
      return served.outcome().completed()
          ? new Reaction.Taken("the client sent a request and read the answer.", evidence)
          : new Reaction.Untold(
              "The client reports success and our server saw none: " + attempt.message(), evidence);
    }
    Ending ending = served.ending();
    if (ending instanceof Ending.CloseNotify
        || (served.outcome().completed() && !(ending instanceof Ending.Alert))) {
      return new Reaction.Refused(new Refusal.ByOwnAccount(attempt.message()), evidence);
    }
    return ServerConnection.refusal(ending, served.transcript());
  }
}
