package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * Answers one GET on each connection.
 *
 * <p>One thread accepts, and ends connections that have lived too long; each connection has a
 * thread of a bounded pool. When all are taken, newcomers wait in the listen queue.
 */
final class SocketServer implements RunningServer {
  private static final int MOST_CONNECTIONS = 128;
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(30);
  private static final Duration HOUSEKEEPING = Duration.ofMillis(250);
  private static final Duration COMPLAINTS_COME_WITHIN = Duration.ofMillis(200);
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final int LONGEST_FAREWELL = 64 * 1024;

  private final SSLServerSocket listener;
  private final ExecutorService threads;
  private final Semaphore room = new Semaphore(MOST_CONNECTIONS);

  /** Sockets whose first request has not been read yet; its own monitor guards it. */
  private final Set<Socket> handshakes = new HashSet<>();

  private final Map<Socket, Long> open = new ConcurrentHashMap<>();

  /** Written by connection threads, read by whoever reports. */
  private volatile Optional<String> complaint = Optional.empty();

  /** Set once by the closing thread; tells the others why their sockets fail. */
  private volatile boolean closed;

  SocketServer(SSLServerSocket listener) throws IOException {
    this.listener = listener;
    listener.setSoTimeout((int) HOUSEKEEPING.toMillis());
    this.threads = DaemonThreads.pool("server-" + listener.getLocalPort());
    threads.execute(this::accept);
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  @Override
  public Optional<String> serverName() {
    return Optional.of("localhost");
  }

  /** Waits a little for connections that are just failing, so that the newest is heard. */
  @Override
  public Optional<String> lastComplaint() {
    synchronized (handshakes) {
      long deadline = System.nanoTime() + COMPLAINTS_COME_WITHIN.toNanos();
      try {
        for (long left = deadline - System.nanoTime();
            !handshakes.isEmpty() && left > 0;
            left = deadline - System.nanoTime()) {
          TimeUnit.NANOSECONDS.timedWait(handshakes, left);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return complaint;
  }

  private void handshakeEnded(Socket socket) {
    synchronized (handshakes) {
      handshakes.remove(socket);
      handshakes.notifyAll();
    }
  }

  @Override
  public void close() {
    closed = true;
    closeQuietly(listener);
    open.keySet().forEach(SocketServer::closeQuietly);
    threads.shutdownNow();
    try {
      threads.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    while (!closed) {
      try {
        endTheOverdue();
        if (room.tryAcquire(HOUSEKEEPING.toMillis(), TimeUnit.MILLISECONDS)) {
          acceptOne();
        }
      } catch (InterruptedException closing) {
        return;
      }
    }
  }

  private void acceptOne() {
    boolean handedOver = false;
    try {
      SSLSocket socket = (SSLSocket) listener.accept();
      open.put(socket, System.nanoTime());
      synchronized (handshakes) {
        handshakes.add(socket);
      }
      if (closed) {
        closeQuietly(socket);
      }
      threads.execute(() -> serve(socket));
      handedOver = true;
    } catch (SocketTimeoutException nobodyCame) {
      // Time for housekeeping.
    } catch (IOException | RejectedExecutionException refused) {
      if (!closed) {
        complaint = Optional.of(Complaint.of(refused));
      }
    } finally {
      if (!handedOver) {
        room.release();
      }
    }
  }

  private void endTheOverdue() {
    long now = System.nanoTime();
    open.forEach(
        (socket, since) -> {
          if (now - since > LONGEST_LIFE.toNanos() && open.remove(socket) != null) {
            threads.execute(() -> closeQuietly(socket));
          }
        });
  }

  private void serve(SSLSocket socket) {
    try (socket) {
      socket.setSoTimeout((int) IDLE.toMillis());
      socket.setTcpNoDelay(true);
      socket.startHandshake();
      answer(socket);
    } catch (IOException | RuntimeException failed) {
      // RuntimeException too: what a stack throws at a hostile peer, whatever its kind, is a
      // complaint of that stack's and no reason for this server to stop.
      if (!closed) {
        complaint = Optional.of(Complaint.of(failed));
      }
    } finally {
      handshakeEnded(socket);
      open.remove(socket);
      room.release();
    }
  }

  private void answer(SSLSocket socket) throws IOException {
    InputStream in = socket.getInputStream();
    boolean asked = Http.readHead(in).isPresent();
    handshakeEnded(socket);
    if (asked) {
      socket.getOutputStream().write(Http.answer(Http.greeting(subject(socket.getSession()))));
      socket.getOutputStream().flush();
    }
    farewell(socket, in);
  }

  /** Says close_notify, then hears the peer out: unread data would turn the close into a reset. */
  private static void farewell(SSLSocket socket, InputStream in) throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout((int) FAREWELL.toMillis());
    try {
      in.readNBytes(LONGEST_FAREWELL);
    } catch (IOException peerIsGone) {
      // The answer has been given; how the peer leaves is its own affair.
    }
  }

  private static Optional<String> subject(SSLSession session) {
    try {
      return Optional.of(session.getPeerPrincipal().getName());
    } catch (SSLPeerUnverifiedException none) {
      return Optional.empty();
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception alreadyGone) {
      // AutoCloseable declares Exception; whichever it is, there is nothing left to close.
    }
  }
}
