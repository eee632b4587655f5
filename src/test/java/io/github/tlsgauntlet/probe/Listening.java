package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** A port on this machine where each connection is served by a thread of its own. */
final class Listening implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final ServerSocket listener;

  private Listening(ServerSocket listener) {
    this.listener = listener;
  }

  /**
   * Listens.
   *
   * @param each serves a connection, and closes it
   */
  static Listening serving(Consumer<Socket> each) {
    try {
      ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      daemon(() -> accept(listener, each));
      return new Listening(listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "scanned-server");
    thread.setDaemon(true);
    thread.start();
  }

  private static void accept(ServerSocket listener, Consumer<Socket> each) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        daemon(() -> each.accept(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  Socket dial(Deadline deadline) throws IOException {
    Socket socket = new Socket();
    socket.connect(listener.getLocalSocketAddress(), Math.max(1, deadline.remainingMillis()));
    return socket;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
