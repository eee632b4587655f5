package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** A JSSE stack's server on blocking sockets, on the loopback address. */
final class SocketServerTarget implements ServerTarget {
  private static final int BACKLOG = 256;

  private final JsseStack stack;

  SocketServerTarget(JsseStack stack) {
    this.stack = stack;
  }

  @Override
  public String name() {
    return "jvm:" + stack.name();
  }

  @Override
  public boolean takesSetup() {
    return true;
  }

  @Override
  public RunningServer start(ServerSetup setup, Duration timeout) throws TargetException {
    try {
      SSLServerSocket socket =
          (SSLServerSocket)
              stack
                  .forServer(setup)
                  .getServerSocketFactory()
                  .createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      configure(socket, setup);
      return new SocketServer(socket);
    } catch (GeneralSecurityException | IOException | IllegalArgumentException refused) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE,
          name() + " cannot be set up like this: " + Complaint.of(refused),
          refused);
    }
  }

  private static void configure(SSLServerSocket socket, ServerSetup setup) {
    SSLParameters parameters = socket.getSSLParameters();
    if (!setup.versions().isEmpty()) {
      parameters.setProtocols(Versions.names(setup.versions()));
    }
    socket.setSSLParameters(parameters);
    switch (setup.clientAuthentication()) {
      case NONE -> socket.setWantClientAuth(false);
      case OPTIONAL -> socket.setWantClientAuth(true);
      case REQUIRED -> socket.setNeedClientAuth(true);
    }
  }
}
