package io.github.tlsgauntlet.suites;

import io.github.tlsgauntlet.crypto.Signatures;
import io.github.tlsgauntlet.peer.CertificateAsk;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.ServerSettings;
import io.github.tlsgauntlet.peer.TlsServer;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A server under test that does what a test tells it: our own, set up as a run asks, and then
 * changed.
 *
 * @param change what it does otherwise than a server that takes any client certificate
 * @param page what it answers to a request, by the client certificates that it was shown
 * @param hasty whether it answers the first bytes, whole request or not
 */
public record ScriptedServer(
    BiFunction<ServerSetup, ServerSettings.Builder, ServerSettings.Builder> change,
    BiFunction<ServerSetup, List<byte[]>, byte[]> page,
    boolean hasty)
    implements ServerTarget {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What a server of today asks for: no SHA-1 (RFC 9155, Section 3). */
  private static final List<SignatureScheme> SCHEMES =
      Signatures.all().stream()
          .filter(scheme -> !scheme.equals(SignatureScheme.RSA_PKCS1_SHA1))
          .filter(scheme -> !scheme.equals(SignatureScheme.ECDSA_SHA1))
          .toList();

  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Length: 1200\r\n\r\n" + "-".repeat(1200))
          .getBytes(StandardCharsets.US_ASCII);

  /** One whose page is there for everybody. */
  public ScriptedServer(
      BiFunction<ServerSetup, ServerSettings.Builder, ServerSettings.Builder> change) {
    this(change, false);
  }

  /** One whose page is there for everybody, in haste or not. */
  public ScriptedServer(
      BiFunction<ServerSetup, ServerSettings.Builder, ServerSettings.Builder> change,
      boolean hasty) {
    this(change, (setup, certificates) -> ANSWER, hasty);
  }

  /** One that waits for a whole request. */
  public ScriptedServer(
      BiFunction<ServerSetup, ServerSettings.Builder, ServerSettings.Builder> change,
      BiFunction<ServerSetup, List<byte[]>, byte[]> page) {
    this(change, page, false);
  }

  @Override
  public String name() {
    return "scripted server";
  }

  @Override
  public boolean takesSetup() {
    return true;
  }

  @Override
  public boolean takesRevocationLists() {
    return true;
  }

  @Override
  public RunningServer start(ServerSetup setup, Duration timeout) {
    try {
      ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread thread = new Thread(() -> acceptAll(socket, setup), "scripted-server");
      thread.setDaemon(true);
      thread.start();
      return new Running(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Running(ServerSocket socket) implements RunningServer {
    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }

    @Override
    public Optional<String> serverName() {
      return Optional.of("server.gauntlet.test");
    }

    @Override
    public Optional<String> lastComplaint() {
      return Optional.empty();
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void acceptAll(ServerSocket socket, ServerSetup setup) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread thread = new Thread(() -> serve(connection, setup), "scripted-server-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed by the test
      }
    }
  }

  private void serve(Socket socket, ServerSetup setup) {
    ServerSettings settings = change.apply(setup, ordinary(setup)).build();
    try (TlsServer server = TlsServer.over(socket, settings, Deadline.in(PATIENCE))) {
      HandshakeOutcome outcome = server.handshake();
      if (outcome.completed() && readsRequest(server, hasty)) {
        server.write(page.apply(setup, outcome.peerCertificates()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request of HTTP may come in any number of records; whatever else comes is one. */
  private static boolean readsRequest(TlsServer server, boolean hasty) {
    StringBuilder request = new StringBuilder();
    do {
      Optional<byte[]> part = server.read();
      if (part.isEmpty()) {
        return false;
      }
      request.append(new String(part.get(), StandardCharsets.ISO_8859_1));
    } while (!hasty
        && (request.length() == 0
            || (request.indexOf("GET ") == 0 && request.indexOf("\r\n\r\n") < 0)));
    return true;
  }

  private static Optional<AlertDescription> revoked(ServerSetup setup, List<byte[]> certificates) {
    try {
      CertificateFactory reader = CertificateFactory.getInstance("X.509");
      for (byte[] list : setup.revocationLists()) {
        CRL read = reader.generateCRL(new ByteArrayInputStream(list));
        if (!certificates.isEmpty()
            && read.isRevoked(
                reader.generateCertificate(new ByteArrayInputStream(certificates.get(0))))) {
          return Optional.of(AlertDescription.CERTIFICATE_REVOKED);
        }
      }
      return Optional.empty();
    } catch (CRLException | CertificateException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ServerSettings.Builder ordinary(ServerSetup setup) {
    ServerSettings.Builder settings =
        ServerSettings.builder(setup.credential())
            .judge(certificates -> revoked(setup, certificates));
    return setup.clientAuthentication() == ClientAuthentication.NONE
        ? settings
        : settings.ask(
            Optional.of(
                CertificateAsk.of(
                    setup.clientAuthentication() == ClientAuthentication.REQUIRED,
                    List.of(),
                    SCHEMES)));
  }
}
