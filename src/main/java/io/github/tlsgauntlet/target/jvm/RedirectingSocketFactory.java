package io.github.tlsgauntlet.target.jvm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** Sockets that connect to one address, wherever they are told to. */
final class RedirectingSocketFactory extends SocketFactory {
  private final InetSocketAddress server;

  RedirectingSocketFactory(InetSocketAddress server) {
    this.server = server;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket =
        new Socket() {
          @Override
          public void connect(SocketAddress elsewhere, int timeout) throws IOException {
            super.connect(server, timeout);
          }
        };
    // Else a flight that goes out in pieces waits 40 ms for an acknowledgement.
    socket.setTcpNoDelay(true);
    return socket;
  }

  private Socket connected() throws IOException {
    Socket socket = createSocket();
    socket.connect(server);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }
}
