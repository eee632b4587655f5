package io.github.tlsgauntlet.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes connections and says nothing on them; the first few it may hand on to a server that
 * answers. Closing it ends them all.
 */
final class HangingListener implements AutoCloseable {
  private final ServerSocket listener;
  private final Queue<Socket> held = new ConcurrentLinkedQueue<>();

  private HangingListener() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** Silent from the beginning. */
  static HangingListener silent() throws IOException {
    return after(0, InetSocketAddress.createUnresolved("nowhere.invalid", 1));
  }

  /** Like a server for so many connections, and silent on all after them. */
  static HangingListener after(int connections, InetSocketAddress server) throws IOException {
    HangingListener hanging = new HangingListener();
    daemon(() -> hanging.accept(connections, server));
    return hanging;
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "hanging-listener");
    thread.setDaemon(true);
    thread.start();
  }

  String host() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  private void accept(int connections, InetSocketAddress server) {
    for (int i = 0; !listener.isClosed(); i++) {
      try {
        Socket socket = listener.accept();
        held.add(socket);
        if (i < connections) {
          Socket onward = new Socket(server.getAddress(), server.getPort());
          daemon(() -> copy(socket, onward));
          daemon(() -> copy(onward, socket));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of them has gone, and so goes the other.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : held) {
      socket.close();
    }
  }
}
