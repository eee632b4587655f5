package io.github.tlsgauntlet.target.container;

import io.github.tlsgauntlet.target.RunningServer;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;

/** A container that listens. */
final class RunningContainer implements RunningServer {
  private static final int MOST_LOG = 2_000;

  private final GenericContainer<?> container;
  private final int port;
  private final String serverName;

  RunningContainer(GenericContainer<?> container, int port, String serverName) {
    this.container = container;
    this.port = port;
    this.serverName = serverName;
  }

  @Override
  public InetSocketAddress address() {
    return new InetSocketAddress(container.getHost(), container.getMappedPort(port));
  }

  @Override
  public Optional<String> serverName() {
    return Optional.of(serverName);
  }

  @Override
  public Optional<String> lastComplaint() {
    String log = container.getLogs();
    return log.isBlank()
        ? Optional.empty()
        : Optional.of(log.substring(Math.max(0, log.length() - MOST_LOG)).strip());
  }

  @Override
  public void close() {
    container.stop();
  }
}
