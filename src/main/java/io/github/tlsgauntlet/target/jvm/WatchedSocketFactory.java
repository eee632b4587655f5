package io.github.tlsgauntlet.target.jvm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Layers TLS over accepted sockets, bounds their silence, and hears why a handshake failed. */
final class WatchedSocketFactory extends SSLSocketFactory {
  private final SSLSocketFactory factory;
  private final String[] versions;
  private final Duration idle;
  private final Complaints complaints;

  /**
   * A factory around another one.
   *
   * @param versions JSSE's names of the versions to speak; none for the stack's own default
   * @param idle how long a read may wait
   * @param complaints told of each handshake
   */
  WatchedSocketFactory(
      SSLSocketFactory factory, String[] versions, Duration idle, Complaints complaints) {
    this.factory = factory;
    this.versions = versions.clone();
    this.idle = idle;
    this.complaints = complaints;
  }

  @Override
  public Socket createSocket(Socket accepted, String host, int port, boolean autoClose)
      throws IOException {
    accepted.setSoTimeout((int) idle.toMillis());
    accepted.setTcpNoDelay(true);
    SSLSocket socket = (SSLSocket) factory.createSocket(accepted, host, port, autoClose);
    if (versions.length > 0) {
      socket.setEnabledProtocols(versions);
    }
    SSLSocket watched = watched(socket);
    complaints.begins(watched);
    return watched;
  }

  private SSLSocket watched(SSLSocket socket) {
    return new ForwardingSslSocket(socket) {
      @Override
      public void startHandshake() throws IOException {
        try {
          super.startHandshake();
        } catch (IOException failed) {
          complaints.add(failed);
          throw failed;
        } finally {
          complaints.ended(this);
        }
      }
    };
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }

  private static UnsupportedOperationException layersOnly() {
    return new UnsupportedOperationException("this factory only layers TLS over other sockets");
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw layersOnly();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw layersOnly();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw layersOnly();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw layersOnly();
  }
}
