package io.github.tlsgauntlet.target.remote;

import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.TargetSpec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** A live server: it stands as it stands, and starting it means to make sure that it answers. */
public final class RemoteServerTarget implements ServerTarget {
  private final TargetSpec.Remote spec;
  private final Optional<String> serverName;

  /**
   * A live server.
   *
   * @param spec where it is
   * @param serverName the name to ask for and to judge by, instead of its own
   */
  public RemoteServerTarget(TargetSpec.Remote spec, Optional<String> serverName) {
    this.spec = spec;
    this.serverName =
        serverName.or(() -> spec.address() ? Optional.empty() : Optional.of(spec.host()));
  }

  @Override
  public String name() {
    return spec.text();
  }

  @Override
  public boolean takesSetup() {
    return false;
  }

  @Override
  public RunningServer start(ServerSetup setup, Duration timeout) throws TargetException {
    return reach(timeout);
  }

  /**
   * Makes sure that it answers as TLS.
   *
   * @param timeout for the look-up, the connection and the answer together
   * @throws TargetException of kind UNREACHABLE, with one line that says what stands there instead
   */
  public RunningServer reach(Duration timeout) throws TargetException {
    return new Live(new Reach(spec, serverName, Deadline.in(timeout)).address(), serverName);
  }

  private record Live(InetSocketAddress address, Optional<String> serverName)
      implements RunningServer {
    @Override
    public Optional<String> lastComplaint() {
      return Optional.empty();
    }

    @Override
    public void close() {
      // It was not started here.
    }
  }
}
