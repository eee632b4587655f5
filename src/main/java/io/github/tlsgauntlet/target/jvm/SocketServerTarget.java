package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

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
  public boolean takesRevocationLists() {
    return stack.takesRevocationLists();
  }

  @Override
  public RunningServer start(ServerSetup setup, Duration timeout) throws TargetException {
    try {
      SSLSocketFactory factory = stack.forServer(setup).getSocketFactory();
      try (SSLSocket trial = (SSLSocket) factory.createSocket()) {
        configure(trial, setup);
      }
      return new SocketServer(
          new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()),
          accepted -> layer(factory, accepted, setup));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException refused) {
      throw new TargetException(
          TargetException.Kind.UNAVAILABLE,
          name() + " cannot be set up like this: " + Complaint.of(refused),
          refused);
    }
  }

  private static SSLSocket layer(SSLSocketFactory factory, Socket accepted, ServerSetup setup)
      throws IOException {
    String client = accepted.getInetAddress().getHostAddress();
    SSLSocket socket = (SSLSocket) factory.createSocket(accepted, client, accepted.getPort(), true);
    configure(socket, setup);
    return socket;
  }

  private static void configure(SSLSocket socket, ServerSetup setup) {
    socket.setUseClientMode(false);
    if (!setup.versions().isEmpty()) {
      socket.setEnabledProtocols(Versions.names(setup.versions()));
    }
    switch (setup.clientAuthentication()) {
      case NONE -> socket.setNeedClientAuth(false);
      case OPTIONAL -> socket.setWantClientAuth(true);
      case REQUIRED -> socket.setNeedClientAuth(true);
    }
  }
}
