package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.RunningServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
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
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final int LONGEST_FAREWELL = 64 * 1024;

  /** Lays TLS over an accepted socket; closing the one closes the other. */
  @FunctionalInterface
  interface Layering {
    SSLSocket over(Socket accepted) throws IOException;
  }

  private final ServerSocket listener;
  private final Layering tls;
  private final ExecutorService threads;
  private final Semaphore room = new Semaphore(MOST_CONNECTIONS);

  private final Complaints complaints = new Complaints();

  /**
   * The sockets below TLS, and when they were accepted: to end a connection, these are closed,
   * since closing a TLS socket may wait for a lock that its handshake holds.
   */
  private final Map<Socket, Long> open = new ConcurrentHashMap<>();

  /** Set once by the closing thread; tells the others why their sockets fail. */
  private volatile boolean closed;

  SocketServer(ServerSocket listener, Layering tls) throws IOException {
    this.listener = listener;
    this.tls = tls;
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

  @Override
  public Optional<String> lastComplaint() {
    return complaints.newest();
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
      Socket socket = listener.accept();
      open.put(socket, System.nanoTime());
      complaints.begins(socket);
      if (closed) {
        closeQuietly(socket);
      }
      threads.execute(() -> serve(socket));
      handedOver = true;
    } catch (SocketTimeoutException nobodyCame) {
      // Time for housekeeping.
    } catch (IOException | RejectedExecutionException refused) {
      if (!closed) {
        complaints.add(refused);
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
          if (now - since > LONGEST_LIFE.toNanos()) {
            closeQuietly(socket);
          }
        });
  }

  private void serve(Socket accepted) {
    try (accepted) {
      accepted.setSoTimeout((int) IDLE.toMillis());
      accepted.setTcpNoDelay(true);
      try (SSLSocket socket = tls.over(accepted)) {
        socket.startHandshake();
        answer(socket, accepted);
      }
    } catch (IOException | RuntimeException failed) {
      // RuntimeException too: what a stack throws at a hostile peer, whatever its kind, is a
      // complaint of that stack's and no reason for this server to stop.
      if (!closed) {
        complaints.add(failed);
      }
    } finally {
      complaints.ended(accepted);
      open.remove(accepted);
      room.release();
    }
  }

  private void answer(SSLSocket socket, Socket accepted) throws IOException {
    InputStream in = socket.getInputStream();
    boolean asked = Http.readHead(in).isPresent();
    complaints.ended(accepted);
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

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // Nothing left to close.
    }
  }
}
