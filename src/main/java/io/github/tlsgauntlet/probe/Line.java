package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.peer.HelloCaller;
import io.github.tlsgauntlet.peer.Recording;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The way to one server: opens connections and counts them. Safe for use by several threads. */
final class Line {
  private final Dialer dialer;
  private final Duration timeout;
  private final boolean evidence;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger connections;

  Line(Dialer dialer, Duration timeout) {
    this(dialer, timeout, false);
  }

  /**
   * A way.
   *
   * @param evidence whether what goes over it is kept with the answers
   */
  Line(Dialer dialer, Duration timeout, boolean evidence) {
    this(dialer, timeout, evidence, new AtomicInteger());
  }

  private Line(Dialer dialer, Duration timeout, boolean evidence, AtomicInteger connections) {
    this.connections = connections;
    this.dialer = dialer;
    this.timeout = timeout;
    this.evidence = evidence;
  }

  int connections() {
    return connections.get();
  }

  Duration timeout() {
    return timeout;
  }

  SecureRandom random() {
    return random;
  }

  Deadline deadline() {
    return Deadline.in(timeout);
  }

  /**
   * A connection that has just been opened.
   *
   * @param deadline for the whole of it
   */
  record Opened(Socket socket, Deadline deadline) {}

  /**
   * Opens a connection once it is this one's turn.
   *
   * @throws IOException if none comes about
   */
  Opened open() throws IOException {
    Dialer turn = dialer.inTurn();
    connections.incrementAndGet();
    Deadline deadline = deadline();
    return new Opened(turn.dial(deadline), deadline);
  }

  /** Another way to the same server, whose connections are counted with this one's. */
  Line by(Dialer other) {
    return new Line(other, timeout, evidence, connections);
  }

  /** What the server answers; tried again where the connection broke without a word. */
  FirstFlight ask(Hello hello) {
    FirstFlight flight = askOnce(hello);
    return flight.hello().isEmpty() && !isSettled(flight.ending()) ? askOnce(hello) : flight;
  }

  private static boolean isSettled(Ending ending) {
    return ending instanceof Ending.Alert || ending instanceof Ending.Silence;
  }

  /** The same, where a connection that breaks off is expected. */
  FirstFlight askOnce(Hello hello) {
    return ask(
        caller -> caller.call(hello.message(random), hello.recordVersion(), hello.version()));
  }

  /** What the server answers to this very hello. */
  FirstFlight ask(ClientHello hello, ProtocolVersion recordVersion) {
    return ask(caller -> caller.call(hello, recordVersion));
  }

  /** A conversation in the clear; its answer is a broken one where no connection comes about. */
  FirstFlight ask(Function<HelloCaller, FirstFlight> conversation) {
    try (HelloCaller caller = caller()) {
      FirstFlight flight = conversation.apply(caller);
      return evidence ? flight : flight.withoutRecording();
    } catch (IOException e) {
      return new FirstFlight(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          new Ending.Broken(
              "no connection came about: " + e.getMessage(), AlertDescription.INTERNAL_ERROR),
          Optional.empty());
    }
  }

  /**
   * A conversation in the clear on a new connection.
   *
   * @throws IOException if none comes about
   */
  HelloCaller caller() throws IOException {
    Opened opened = open();
    return new HelloCaller(opened.socket(), opened.deadline());
  }

  /** What went over a client's connection; empty where nobody wants it. */
  Optional<Recording> recording(TlsClient client) {
    return evidence ? Optional.of(client.recording()) : Optional.empty();
  }

  /**
   * A client of ours on a new connection.
   *
   * @throws IOException if none comes about
   */
  TlsClient client(ClientSettings settings) throws IOException {
    Opened opened = open();
    return TlsClient.over(opened.socket(), settings, opened.deadline());
  }

  /** Whether an ending says no, rather than nothing. */
  static boolean isRefusal(Ending ending) {
    return ending instanceof Ending.Alert
        || ending instanceof Ending.CloseNotify
        || ending instanceof Ending.Fin
        || ending instanceof Ending.Reset;
  }
}
