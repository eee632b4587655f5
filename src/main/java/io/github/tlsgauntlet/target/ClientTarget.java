package io.github.tlsgauntlet.target;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A client under test. */
public interface ClientTarget extends AutoCloseable {
  /** As the user named it: {@code jvm:OkHttp}, {@code client:curl …}. */
  String name();

  /**
   * Connects once, sends {@code GET /} and reads the answer, whatever the TLS outcome.
   *
   * @param server where to connect, whatever the name in the setup
   * @param setup what it trusts, and whom it expects
   * @param timeout for the whole attempt
   * @return what the client itself said of the attempt; never an exception for a refused handshake
   * @throws TargetException if the client could not be run at all
   */
  ClientAttempt connect(InetSocketAddress server, ClientSetup setup, Duration timeout)
      throws TargetException;

  /**
   * Connects twice in turn, as one client that may resume in the second connection what it began in
   * the first; otherwise as {@link #connect}.
   *
   * @param server where to connect, both times
   * @param setup what it trusts, and whom it expects
   * @param timeout for each attempt
   * @return what it said of each attempt; empty where it starts anew each time, as by default
   * @throws TargetException if the client could not be run at all
   */
  default Optional<List<ClientAttempt>> connectTwice(
      InetSocketAddress server, ClientSetup setup, Duration timeout) throws TargetException {
    return Optional.empty();
  }

  @Override
  void close();
}
