package io.github.tlsgauntlet.suites;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Serves one certificate by HTTP on loopback while a fixture is presented whose leaf says where its
 * issuer could be fetched (RFC 5280, Section 4.2.2.1). Whoever comes is answered the same, one
 * after another, and has no longer than the time limit of a connection.
 */
final class IssuerResponder implements AutoCloseable {
  private static final int MOST_OCTETS = 8 << 10;
  private static final int BACKLOG = 16;
  private static final int MOST_TURNS = 20;
  private static final long PAUSE_NANOS = 20_000_000;

  /** The port stands in certificates, so that one alone can be served at a time. */
  private static final Semaphore TURN = new Semaphore(1, true);

  private final ServerSocket listener;
  private final byte[] certificate;
  private final Duration limit;
  private final boolean turn;

  private IssuerResponder(ServerSocket listener, byte[] certificate, Duration limit, boolean turn) {
    this.turn = turn;
    this.listener = listener;
    this.certificate = certificate.clone();
    this.limit = limit;
    Thread thread = new Thread(this::serve, "tls-gauntlet-issuer");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Serves. Another run on this machine may be at the port for the length of a connection, so that
   * it is waited for as long.
   *
   * @param port of 127.0.0.1; 0 for any
   * @param certificate in DER
   * @param limit for one visitor, and for the port
   * @throws IOException if the port is not to be had
   */
  static IssuerResponder at(int port, byte[] certificate, Duration limit) throws IOException {
    boolean turn = port != 0;
    if (turn) {
      takeTurn(limit.multipliedBy(MOST_TURNS));
    }
    try {
      ServerSocket listener = listener(port, System.nanoTime() + limit.toNanos());
      return new IssuerResponder(listener, certificate, limit, turn);
    } catch (IOException e) {
      if (turn) {
        TURN.release();
      }
      throw e;
    }
  }

  private static void takeTurn(Duration limit) throws IOException {
    try {
      if (!TURN.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("others of this run are at it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the run was interrupted");
    }
  }

  private static ServerSocket listener(int port, long end) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    while (true) {
      ServerSocket listener = new ServerSocket();
      try {
        listener.setReuseAddress(true);
        listener.bind(address, BACKLOG);
        return listener;
      } catch (IOException e) {
        listener.close();
        if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket visitor = listener.accept()) {
        answer(visitor);
      } catch (IOException e) {
        // A visitor that breaks off gets nothing, and the next one is waited for; a listener that
        // is closed ends the loop.
        continue;
      }
    }
  }

  private void answer(Socket visitor) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    InputStream in = visitor.getInputStream();
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    while (!request.toString(StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0 || request.size() > MOST_OCTETS) {
        return;
      }
      visitor.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
      int next = in.read();
      if (next < 0) {
        return;
      }
      request.write(next);
    }
    OutputStream out = visitor.getOutputStream();
    out.write(
        ("HTTP/1.1 200 OK\r\nContent-Type: application/pkix-cert\r\nConnection: close\r\n"
                + "Content-Length: "
                + certificate.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.write(certificate);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try {
      listener.close();
    } finally {
      if (turn) {
        TURN.release();
      }
    }
  }
}
