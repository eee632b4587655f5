package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** OkHttp's MockWebServer over the JDK's TLS, on the loopback address. */
final class MockWebServerTarget implements ServerTarget {
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** Held, since the log manager forgets loggers, and their levels, that nobody holds. */
  private static final Logger LOG = Logger.getLogger(MockWebServer.class.getName());

  private final JsseStack stack;

  MockWebServerTarget(JsseStack stack) {
    this.stack = stack;
  }

  @Override
  public String name() {
    return "jvm:mockwebserver";
  }

  @Override
  public boolean takesSetup() {
    return true;
  }

  @Override
  public Optional<String> speaksTlsOf() {
    return JvmStack.MOCKWEBSERVER.speaksTlsOf(name());
  }

  @Override
  public boolean takesRevocationLists() {
    return stack.takesRevocationLists();
  }

  @Override
  public RunningServer start(ServerSetup setup, Duration timeout) throws TargetException {
    if (LOG.getLevel() == null) {
      // It warns of each connection without a request; a scan makes many of those.
      LOG.setLevel(Level.OFF);
    }
    MockWebServer server = new MockWebServer();
    Complaints complaints = new Complaints();
    try {
      SSLSocketFactory factory = stack.forServer(setup).getSocketFactory();
      if (!setup.versions().isEmpty()) {
        try (SSLSocket trial = (SSLSocket) factory.createSocket()) {
          trial.setEnabledProtocols(Versions.names(setup.versions()));
        }
      }
      server.useHttps(
          new WatchedSocketFactory(factory, Versions.names(setup.versions()), IDLE, complaints));
      switch (setup.clientAuthentication()) {
        case NONE -> server.noClientAuth();
        case OPTIONAL -> server.requestClientAuth();
        case REQUIRED -> server.requireClientAuth();
      }
      server.setDispatcher(new Greeter());
      server.start(InetAddress.getLoopbackAddress(), 0);
      return new Running(server, complaints);
    } catch (GeneralSecurityException | IOException | IllegalArgumentException refused) {
      server.close();
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE,
          name() + " cannot be set up like this: " + Complaint.of(refused),
          refused);
    }
  }

  private static final class Greeter extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      Optional<String> client =
          Optional.ofNullable(request.getHandshake())
              .flatMap(handshake -> Optional.ofNullable(handshake.peerPrincipal()))
              .map(Principal::getName);
      return new MockResponse.Builder()
          .setHeader("Content-Type", "text/plain; charset=utf-8")
          .setHeader("Connection", "close")
          .body(Http.greeting(client))
          .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
          .build();
    }
  }

  private record Running(MockWebServer server, Complaints complaints) implements RunningServer {
    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    }

    @Override
    public Optional<String> serverName() {
      return Optional.of("localhost");
    }

    @Override
    public Optional<String> lastComplaint() {
      return complaints.newest();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
