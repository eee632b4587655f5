package io.github.tlsgauntlet.target;

import java.net.InetSocketAddress;
import java.time.Duration;

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

  @Override
  void close();
}
