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
import java.util.ArrayList;
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

  /**
   * One connection of several.
   *
   * @param settings what our server does and says
   * @param after what it does after the handshake
   */
  record Visit(ServerSettings settings, AfterServed after) {}

  /** Runs the client; it has as many attempts as there are visits, or none. */
  @FunctionalInterface
  private interface Attempts {
    Optional<List<ClientAttempt>> at(InetSocketAddress server) throws TargetException;
  }

  static Exchange meet(
      ClientUnderTest client,
      Optional<ProtocolVersion> meant,
      ServerSettings settings,
      ClientSetup setup,
      AfterServed after)
      throws TargetException {
    return meet(
            client,
            meant,
            List.of(new Visit(settings, after)),
            server -> Optional.of(List.of(client.connect(server, setup))))
        .orElseThrow()
        .get(0);
  }

  /** Two connections of one client that may resume; empty where it starts anew each time. */
  static Optional<List<Exchange>> meetTwice(
      ClientUnderTest client,
      Optional<ProtocolVersion> meant,
      Visit first,
      Visit second,
      ClientSetup setup)
      throws TargetException {
    return meet(
        client, meant, List.of(first, second), server -> client.connectTwice(server, setup));
  }

  private static Optional<List<Exchange>> meet(
      ClientUnderTest client,
      Optional<ProtocolVersion> meant,
      List<Visit> visits,
      Attempts attempts)
      throws TargetException {
    Duration timeout = client.run().settings().timeout();
    long began = System.nanoTime();
    try (GauntletRun.Permit permit = client.run().connection();
        ServerSocket listener =
            new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      listener.setSoTimeout((int) timeout.toMillis());
      List<CompletableFuture<Optional<Served>>> serving =
          visits.stream().map(visit -> new CompletableFuture<Optional<Served>>()).toList();
      Thread thread =
          new Thread(() -> serve(listener, visits, serving, timeout), "tls-gauntlet-server");
      thread.setDaemon(true);
      thread.start();
      Optional<List<ClientAttempt>> made =
          attempts.at((InetSocketAddress) listener.getLocalSocketAddress());
      listener.close();
      if (made.isEmpty()) {
        return Optional.empty();
      }
      List<Exchange> exchanges = new ArrayList<>();
      for (int i = 0; i < visits.size(); i++) {
        ClientAttempt attempt = made.get().get(i);
        Served seen =
            await(serving.get(i), timeout)
                .filter(served -> served.outcome().clientHello().isPresent())
                .orElseThrow(
                    () ->
                        new TargetException(
                            TargetException.Kind.UNAVAILABLE,
                            client.name() + " sent no ClientHello: " + attempt.message()));
        exchanges.add(
            new Exchange(
                meant,
                seen.outcome(),
                reaction(seen, attempt),
                List.of(),
                seen.transcript(),
                RecordSizes.NONE,
                Duration.ofNanos(System.nanoTime() - began)));
      }
      return Optional.of(exchanges);
    } catch (IOException e) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE, "No server socket on 127.0.0.1: " + e.getMessage(), e);
    }
  }

  private static void serve(
      ServerSocket listener,
      List<Visit> visits,
      List<CompletableFuture<Optional<Served>>> serving,
      Duration timeout) {
    for (int i = 0; i < visits.size(); i++) {
      Visit visit = visits.get(i);
      serving
          .get(i)
          .complete(serve(listener, visit.settings(), visit.after(), Deadline.in(timeout)));
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
    if (ending instanceof Ending.Silence) {
      return new Reaction.Untold(
          "It stayed silent, and kept the connection open: " + attempt.message(), evidence);
    }
    if (ending instanceof Ending.CloseNotify
        || (served.outcome().completed() && !(ending instanceof Ending.Alert))) {
      return new Reaction.Refused(new Refusal.ByOwnAccount(attempt.message()), evidence);
    }
    return ServerConnection.refusal(ending, served.transcript());
  }
}
