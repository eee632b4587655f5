package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.Deadline;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;

/** A server that gives one answer to each CLIENT-HELLO of SSL 2.0, and takes nothing newer. */
final class Ssl2Server implements AutoCloseable {
  private static final byte[] PROTOCOL_VERSION = {21, 3, 1, 0, 2, 2, 70};

  private final Listening listening;

  private Ssl2Server(Listening listening) {
    this.listening = listening;
  }

  static Ssl2Server that(byte[] answer) {
    return new Ssl2Server(Listening.serving(socket -> serve(socket, answer)));
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
    return listening.dial(deadline);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
