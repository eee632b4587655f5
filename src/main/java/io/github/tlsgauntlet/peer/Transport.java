package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Records over a socket. A flight is written at once; what ends the stream is told apart. For one
 * thread.
 */
final class Transport implements AutoCloseable {
  private static final int HEADER = 5;
  private static final int BUFFER = 1 << 15;

  /** What a handshake takes: a full buffer for each connection costs more than its records. */
  private static final int FIRST_BUFFER = 1 << 12;

  /** The largest fragment that any version of TLS allows, expansion included. */
  private static final int MOST_FRAGMENT = (1 << 14) + 2048;

  /** What a careless endpoint takes, and what this can hold. */
  private static final int MOST_CARELESS = BUFFER - HEADER;

  /** The first bit of SSL 2.0's header of two bytes; no content type of TLS has it. */
  private static final int SSL2 = 0x80;

  private static final int MOST_DISCARDED = 1 << 20;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final Deadline deadline;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int start;
  private int end;
  private byte[] flight = new byte[FIRST_BUFFER];
  private int flightLength;
  private boolean writable = true;
  private int mostFragment = MOST_FRAGMENT;

  /** One record as it stands on the wire. */
  record WireRecord(int contentType, int version, byte[] fragment) {}

  Transport(Socket socket, Deadline deadline) throws IOException {
    this.socket = socket;
    this.deadline = deadline;
    socket.setTcpNoDelay(true);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Takes records that are longer than any version allows. */
  void takeLongRecords() {
    mostFragment = MOST_CARELESS;
  }

  void add(byte[] record) {
    if (flightLength + record.length > flight.length) {
      flight = Arrays.copyOf(flight, Math.max(2 * flight.length, flightLength + record.length));
    }
    System.arraycopy(record, 0, flight, flightLength, record.length);
    flightLength += record.length;
  }

  /** A failed write judges nothing: what the peer said before it closed is still to be read. */
  void flush() {
    if (writable && flightLength > 0) {
      try {
        out.write(flight, 0, flightLength);
        out.flush();
      } catch (IOException e) {
        writable = false;
      }
    }
    flightLength = 0;
  }

  WireRecord read(Deadline until) throws Aborted {
    require(HEADER, until);
    int contentType = buffer[start] & 0xff;
    if ((contentType & SSL2) != 0) {
      // What stands where a length would be is none: nothing more can be waited for.
      throw new Aborted(
          new Ending.Broken(
              "A record has the content type " + contentType, AlertDescription.UNEXPECTED_MESSAGE));
    }
    int version = (buffer[start + 1] & 0xff) << 8 | buffer[start + 2] & 0xff;
    int length = (buffer[start + 3] & 0xff) << 8 | buffer[start + 4] & 0xff;
    if (length > mostFragment) {
      throw new Aborted(
          new Ending.Broken(
              "A record announces " + length + " bytes", AlertDescription.RECORD_OVERFLOW));
    }
    require(HEADER + length, until);
    byte[] fragment = Arrays.copyOfRange(buffer, start + HEADER, start + HEADER + length);
    start += HEADER + length;
    return new WireRecord(contentType, version, fragment);
  }

  /**
   * The message that comes next in the framing of SSL 2.0, at most 32,767 bytes.
   *
   * @return empty where something else comes, which is then still to be read
   */
  Optional<byte[]> readSsl2() throws Aborted {
    require(2, deadline);
    if ((buffer[start] & SSL2) == 0) {
      return Optional.empty();
    }
    int length = (buffer[start] & ~SSL2 & 0xff) << 8 | buffer[start + 1] & 0xff;
    require(2 + length, deadline);
    byte[] message = Arrays.copyOfRange(buffer, start + 2, start + 2 + length);
    start += 2 + length;
    return Optional.of(message);
  }

  private void require(int count, Deadline until) throws Aborted {
    if (end - start >= count) {
      return;
    }
    if (start + count > buffer.length) {
      byte[] wide = count > buffer.length ? new byte[Math.max(BUFFER, count)] : buffer;
      System.arraycopy(buffer, start, wide, 0, end - start);
      buffer = wide;
      end -= start;
      start = 0;
    }
    while (end - start < count) {
      int left = Math.min(until.remainingMillis(), deadline.remainingMillis());
      if (left == 0) {
        throw new Aborted(new Ending.Silence());
      }
      try {
        socket.setSoTimeout(left);
        int got = in.read(buffer, end, buffer.length - end);
        if (got < 0) {
          throw new Aborted(new Ending.Fin());
        }
        end += got;
      } catch (SocketTimeoutException e) {
        throw new Aborted(new Ending.Silence());
      } catch (IOException e) {
        throw new Aborted(new Ending.Reset());
      }
    }
  }

  /**
   * Reads what the peer still sends, and forgets it.
   *
   * @param patience how long to wait for its end; zero for what is there already
   */
  void discard(Duration patience) {
    Deadline until = deadline.atMost(patience);
    int left = MOST_DISCARDED;
    try {
      while (left > 0 && (patience.isZero() ? in.available() > 0 : until.remainingMillis() > 0)) {
        socket.setSoTimeout(Math.max(1, until.remainingMillis()));
        int got = in.read(buffer);
        if (got < 0) {
          return;
        }
        left -= got;
      }
    } catch (IOException e) {
      // Nothing more is to be had.
      writable = false;
    }
  }

  Deadline deadline() {
    return deadline;
  }

  void halfClose() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      writable = false;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      writable = false;
    }
  }
}
