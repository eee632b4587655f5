package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A JSSE stack's client on a blocking socket, with HTTPS's own check of names (RFC 9110, 4.3.4).
 */
final class SocketClientTarget implements ClientTarget {
  private final JsseStack stack;
  private final ScheduledThreadPoolExecutor clock;

  SocketClientTarget(JsseStack stack) {
    this.stack = stack;
    this.clock = DaemonThreads.clock("client-" + stack.name());
  }

  @Override
  public String name() {
    return "jvm:" + stack.name();
  }

  @Override
  public ClientAttempt connect(InetSocketAddress server, ClientSetup setup, Duration timeout)
      throws TargetException {
    return attempt(context(setup), server, setup, timeout);
  }

  /** Its sessions are its SSLContext's. */
  @Override
  public Optional<List<ClientAttempt>> connectTwice(
      InetSocketAddress server, ClientSetup setup, Duration timeout) throws TargetException {
    SSLContext context = context(setup);
    ClientAttempt first = attempt(context, server, setup, timeout);
    return Optional.of(List.of(first, attempt(context, server, setup, timeout)));
  }

  private SSLContext context(ClientSetup setup) throws TargetException {
    try {
      return stack.forClient(setup.credential(), stack.trustManagers(setup.serverTrust()));
    } catch (GeneralSecurityException refused) {
      throw cannotBeSetUp(refused);
    }
  }

  private TargetException cannotBeSetUp(Exception refused) {
    return new TargetException(
        TargetException.Kind.UNAVAILABLE,
        name() + " cannot be set up like this: " + Complaint.of(refused),
        refused);
  }

  private ClientAttempt attempt(
      SSLContext context, InetSocketAddress server, ClientSetup setup, Duration timeout)
      throws TargetException {
    AtomicBoolean late = new AtomicBoolean();
    OverheardSocket plain = new OverheardSocket();
    // The plain socket is closed, not the TLS one: that could wait for a lock the handshake holds.
    Future<?> deadline =
        clock.schedule(
            () -> {
              late.set(true);
              closeQuietly(plain);
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    try (plain) {
      plain.setTcpNoDelay(true);
      plain.connect(server, millis(timeout));
      plain.setSoTimeout(millis(timeout));
      return exchange(context, plain, server, setup);
    } catch (IOException | RuntimeException refused) {
      // RuntimeException too: a stack that throws one at a hostile server has said its word, and
      // that word is the result. Thrown before its first octet, it is no word on any server.
      if (refused instanceof RuntimeException && !plain.spoke() && !late.get()) {
        throw cannotBeSetUp(refused);
      }
      return new ClientAttempt(
          false,
          late.get()
              ? "no answer within " + timeout.toMillis() + " ms; " + Complaint.of(refused)
              : Complaint.of(refused));
    } finally {
      deadline.cancel(false);
    }
  }

  private static ClientAttempt exchange(
      SSLContext context, Socket plain, InetSocketAddress server, ClientSetup setup)
      throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(plain, setup.serverName(), server.getPort(), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      if (!setup.versions().isEmpty()) {
        parameters.setProtocols(Versions.names(setup.versions()));
      }
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      socket.getOutputStream().write(Http.request(setup.serverName()));
      socket.getOutputStream().flush();
      Optional<String> head = Http.readHead(socket.getInputStream());
      if (head.isEmpty() || !head.get().startsWith("HTTP/")) {
        return new ClientAttempt(
            false, "the server ended the connection, or spoke otherwise, before an HTTP answer");
      }
      Http.skipBody(head.get(), socket.getInputStream());
      return new ClientAttempt(true, Http.firstLine(head.get()));
    }
  }

  private static int millis(Duration timeout) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // Nothing left to close.
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
