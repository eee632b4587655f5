package io.github.tlsgauntlet.target;

import java.net.InetSocketAddress;
import java.util.Optional;

/** A server that accepts connections. Closing it stops what was started, within seconds. */
public interface RunningServer extends AutoCloseable {
  /** Where it listens. */
  InetSocketAddress address();

  /** The name to send as server_name and to judge its certificate by; empty for none. */
  Optional<String> serverName();

  /**
   * What the server itself said of its most recent failed handshakes, for the report: the newest
   * exception's message or the last lines of its log. Empty where it cannot be had.
   */
  Optional<String> lastComplaint();

  /**
   * Whether it is known to have ended by itself; of a server elsewhere nobody knows. May take some
   * milliseconds, for a process closes its connections before it has ended.
   */
  default boolean hasEnded() {
    return false;
  }

  @Override
  void close();
}
