package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.peer.Transcript;
import io.github.tlsgauntlet.protocol.AlertDescription;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One connection of a client under test to a server of ours, as far as it went, and what the client
 * made of it.
 *
 * @param outcome of the handshake, as our server saw it
 * @param attempt what the client itself said
 * @param reaction whether the client took what it was shown
 * @param transcript all that went over the connection
 */
record ClientMeeting(
    HandshakeOutcome outcome, ClientAttempt attempt, Reaction reaction, Transcript transcript) {
  /** What our side saw. */
  private record Served(HandshakeOutcome outcome, Ending ending, Transcript transcript) {
    boolean saidNothing() {
      return outcome.clientHello().isEmpty() && !(ending instanceof Ending.Broken);
    }
  }

  static ClientMeeting meet(ClientUnderTest client, ServerSettings settings, ClientSetup setup)
      throws TargetException {
    return meet(client, settings, setup, Optional.empty());
  }

  /** A meeting in which the client is asked for a certificate after the handshake. */
  static ClientMeeting meet(
      ClientUnderTest client,
      ServerSettings settings,
      ClientSetup setup,
      Optional<CertificateAsk> late)
      throws TargetException {
    Duration timeout = client.run().settings().timeout();
    try (GauntletRun.Permit permit = client.run().connection();
        ServerSocket listener =
            new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      listener.setSoTimeout((int) timeout.toMillis());
      FutureTask<Optional<Served>> serving =
          new FutureTask<>(() -> serve(listener, settings, late, timeout));
      Thread thread = new Thread(serving, "tls-gauntlet-server");
      thread.setDaemon(true);
      thread.start();
      ClientAttempt attempt =
          client.connect((InetSocketAddress) listener.getLocalSocketAddress(), setup);
      listener.close();
      Optional<Served> served = await(serving, timeout);
      // Whether its connection was still accepted before it gave up is a matter of luck: both are
      // told alike.
      if (served.isEmpty() || served.get().saidNothing()) {
        throw new TargetException(
            TargetException.Kind.UNREACHABLE,
            client.name() + " sent no ClientHello, so it saw nothing: " + attempt.message());
      }
      Served seen = served.get();
      return new ClientMeeting(seen.outcome(), attempt, reaction(seen, attempt), seen.transcript());
    } catch (IOException e) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE, "No server socket on 127.0.0.1: " + e.getMessage(), e);
    }
  }

  private static Optional<Served> await(FutureTask<Optional<Served>> serving, Duration timeout)
      throws TargetException {
    try {
      return serving.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException(TargetException.Kind.UNREACHABLE, "The run was interrupted", e);
    } catch (TimeoutException e) {
      throw new TargetException(
          TargetException.Kind.UNREACHABLE,
          "Our server was not done within the time limit; raise it with -Dtimeout=SECONDS",
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("our server failed", e.getCause());
    }
  }

  private static Optional<Served> serve(
      ServerSocket listener,
      ServerSettings settings,
      Optional<CertificateAsk> late,
      Duration timeout) {
    // The time limit is the connection's: how long the client took to come is not its affair.
    try (Socket socket = listener.accept();
        TlsServer server = TlsServer.over(socket, settings, Deadline.in(timeout))) {
      HandshakeOutcome outcome = server.handshake();
      Ending ending = server.ending();
      if (outcome.completed()) {
        late.ifPresent(server::askAfterHandshake);
        Optional<byte[]> request = server.read();
        ending = server.ending();
        if (request.isPresent()) {
          server.write(HttpProbe.response());
        }
        if (request.isPresent() && late.isPresent()) {
          server.read();
          ending = server.ending();
        }
      }
      return Optional.of(new Served(outcome, ending, server.transcript()));
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
    if (ending instanceof Ending.Alert alert) {
      return new Reaction.Refused(new Refusal.ByAlert(alert.description()), evidence);
    }
    if (ending instanceof Ending.Reset) {
      return new Reaction.Refused(new Refusal.ByReset(), evidence);
    }
    if (ending instanceof Ending.CloseNotify || served.outcome().completed()) {
      return new Reaction.Refused(new Refusal.ByOwnAccount(attempt.message()), evidence);
    }
    if (ending instanceof Ending.Fin) {
      return new Reaction.Refused(new Refusal.ByClosing(), evidence);
    }
    if (ending instanceof Ending.Broken broken) {
      return new Reaction.Untold("Our endpoint ended the handshake: " + broken.reason(), evidence);
    }
    return new Reaction.Untold(
        "The client neither went on nor refused: " + attempt.message(), evidence);
  }

  /** Whether our server could not even choose parameters that fit its key. */
  boolean nothingInCommon() {
    return outcome.serverHello().isEmpty()
        && outcome.ending() instanceof Ending.Broken broken
        && (broken.answered().equals(AlertDescription.HANDSHAKE_FAILURE)
            || broken.answered().equals(AlertDescription.PROTOCOL_VERSION));
  }

  /** Why, in the words of our server. */
  String whyNothing() {
    return outcome.ending() instanceof Ending.Broken broken ? broken.reason() + "." : "";
  }
}
