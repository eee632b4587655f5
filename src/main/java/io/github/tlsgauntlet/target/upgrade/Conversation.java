package io.github.tlsgauntlet.target.upgrade;

import io.github.tlsgauntlet.peer.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * Octets to and from a server, bounded in number and time. Never reads further than it is asked:
 * what follows the server's consent belongs to TLS.
 */
final class Conversation {
  private static final int LONGEST_LINE = 4096;
  private static final int MOST = 1 << 16;
  private static final int SHOWN = 80;

  private final Socket socket;
  private final InputStream in;
  private final Deadline deadline;
  private int got;

  Conversation(Socket socket, Deadline deadline) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.deadline = deadline;
  }

  /** Octets, as chars of ISO 8859-1. */
  void say(String text) throws IOException {
    say(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void say(byte[] octets) throws IOException {
    socket.getOutputStream().write(octets);
    socket.getOutputStream().flush();
  }

  /** Whether an octet waits that nobody asked for. */
  boolean hasMore() throws IOException {
    return in.available() > 0;
  }

  int octet() throws IOException {
    int left = deadline.remainingMillis();
    if (left == 0) {
      throw new SocketTimeoutException("it said nothing more within the timeout");
    }
    if (++got > MOST) {
      throw new UpgradeException("it talks without end");
    }
    socket.setSoTimeout(left);
    int octet = in.read();
    if (octet < 0) {
      throw new UpgradeException("it closes the connection before it goes over to TLS");
    }
    return octet;
  }

  byte[] octets(int count) throws IOException {
    if (count > MOST) {
      throw new UpgradeException("it announces " + count + " octets");
    }
    byte[] octets = new byte[count];
    for (int i = 0; i < count; i++) {
      octets[i] = (byte) octet();
    }
    return octets;
  }

  /** A line without its end. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = octet(); octet != '\n'; octet = octet()) {
      line.write(octet);
      if (line.size() > LONGEST_LINE) {
        throw new UpgradeException("it sends a line without end");
      }
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** All up to one of these texts, it included. */
  String until(String... ends) throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      text.append((char) octet());
      for (String end : ends) {
        // From there on only: the text may be long, and this is asked after each octet.
        int start = text.length() - end.length();
        if (start >= 0 && text.indexOf(end, start) == start) {
          return text.toString();
        }
      }
    }
  }

  static String shown(String text) {
    String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
    return "\"" + (clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "...") + "\"";
  }
}
