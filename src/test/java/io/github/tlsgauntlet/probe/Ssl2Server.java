package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Deadline;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that gives one answer to each CLIENT-HELLO of SSL 2.0, and takes nothing newer. */
final class Ssl2Server implements AutoCloseable {
  private static final byte[] PROTOCOL_VERSION = {21, 3, 1, 0, 2, 2, 70};

  private final ServerSocket listener;

  private Ssl2Server(ServerSocket listener) {
    this.listener = listener;
  }

  static Ssl2Server that(byte[] answer) {
    try {
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      daemon(() -> accept(listener, answer));
      return new Ssl2Server(listener);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "ssl2-server");
    thread.setDaemon(true);
    thread.start();
  }

  private static void accept(ServerSocket listener, byte[] answer) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        daemon(() -> serve(socket, answer));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void serve(Socket socket, byte[] answer) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int first = in.readUnsignedByte();
      boolean old = (first & 0x80) != 0;
      if (old) {
        in.readNBytes((first & 0x7f) << 8 | in.readUnsignedByte());
      }
      socket.getOutputStream().write(old ? answer : PROTOCOL_VERSION);
      socket.shutdownOutput();
      in.readAllBytes();
    } catch (IOException e) {
      // The probe has gone.
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
