package io.github.tlsgauntlet.benchmark;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Fixture;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Prints how many handshakes a second our client makes with a JSSE server in this JVM, beside
 * JSSE's own client: rounds of both by turns, and the median of each. Both use X25519, ask for one
 * octet, and verify what they do verify: JSSE the chain too, ours the proof alone.
 */
public final class HandshakeRate {
  private static final int ROUNDS = 7;
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String NAME = "server.gauntlet.test";

  private final InetSocketAddress address;
  private final SSLContext context;

  private HandshakeRate(InetSocketAddress address, SSLContext context) {
    this.address = address;
    this.context = context;
  }

  /**
   * A round's outcome.
   *
   * @param rate handshakes a second
   * @param cost what one took of the client's thread, in microseconds: a busy machine changes it
   *     less
   */
  private record Round(double rate, double cost) {}

  /** One handshake. */
  @FunctionalInterface
  private interface Handshake {
    void run() throws IOException;
  }

  public static void main(String[] arguments) throws Exception {
    System.setProperty("jdk.tls.namedGroups", "x25519,secp256r1");
    Fixture fixture =
        new Mint(Catalogue.load(), 1, Instant.now(Clock.systemUTC()))
            .fixture("ok-chain", Role.SERVER);
    SSLContext context = context(fixture);
    ExecutorService pool =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "server");
              thread.setDaemon(true);
              return thread;
            });
    try (SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
      pool.submit(() -> acceptAll(listener, pool));
      HandshakeRate rate =
          new HandshakeRate(
              new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), context);
      for (ProtocolVersion version : List.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13)) {
        rate.compare(version, false);
        rate.compare(version, true);
      }
    }
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT, "heap in use %d MiB%n", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }

  private void compare(ProtocolVersion version, boolean resumed) throws IOException {
    Session[] session = new Session[1];
    Handshake ours = () -> session[0] = ours(version, resumed ? session[0] : null);
    Handshake theirs = () -> theirs(version, resumed);
    measure(ours);
    measure(theirs);
    List<Round> our = new ArrayList<>();
    List<Round> their = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      our.add(measure(ours));
      their.add(measure(theirs));
    }
    System.out.printf(
        Locale.ROOT,
        "%s %-7s  ours %6.0f/s  JSSE's %6.0f/s  ratio %.2f  client's processor %5.0f and %5.0f us%n",
        version,
        resumed ? "resumed" : "full",
        median(our, Round::rate),
        median(their, Round::rate),
        median(our, Round::rate) / median(their, Round::rate),
        median(our, Round::cost),
        median(their, Round::cost));
  }

  private static Round measure(Handshake handshake) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long spent = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    int count = 0;
    while (System.nanoTime() - start < ROUND.toNanos()) {
      handshake.run();
      count++;
    }
    return new Round(
        count * 1e9 / (System.nanoTime() - start),
        (threads.getCurrentThreadCpuTime() - spent) / 1e3 / count);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private Session ours(ProtocolVersion version, @org.jspecify.annotations.Nullable Session earlier)
      throws IOException {
    ClientSettings settings =
        ClientSettings.builder()
            .versions(version)
            .groups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1))
            .serverName(Optional.of(NAME))
            .session(Optional.ofNullable(earlier))
            .build();
    try (TlsClient client = TlsClient.connect(address, settings, Deadline.in(PATIENCE))) {
      HandshakeOutcome outcome = client.handshake();
      if (!outcome.completed()) {
        throw new IOException(client.ending().toString());
      }
      client.write(new byte[1]);
      client.read();
      if (earlier != null && !outcome.resumed()) {
        throw new IOException("not resumed");
      }
      return client.session().orElseThrow();
    }
  }

  private void theirs(ProtocolVersion version, boolean resumed) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
      socket.setTcpNoDelay(true);
      socket.setEnabledProtocols(
          new String[] {version.equals(ProtocolVersion.TLS13) ? "TLSv1.3" : "TLSv1.2"});
      socket.startHandshake();
      socket.getOutputStream().write(1);
      if (socket.getInputStream().read() < 0) {
        throw new IOException("no answer");
      }
      if (!resumed) {
        socket.getSession().invalidate();
      }
    }
  }

  private static void acceptAll(SSLServerSocket listener, ExecutorService pool) {
    while (!listener.isClosed()) {
      try {
        SSLSocket socket = (SSLSocket) listener.accept();
        socket.setTcpNoDelay(true);
        pool.submit(() -> answer(socket));
      } catch (IOException e) {
        return; // closed at the end
      }
    }
  }

  private static void answer(SSLSocket socket) {
    try (socket) {
      if (socket.getInputStream().read() >= 0) {
        socket.getOutputStream().write(1);
      }
      socket.getInputStream().read();
    } catch (IOException e) {
      // The client has counted what it needs.
    }
  }

  private static SSLContext context(Fixture fixture) throws GeneralSecurityException, IOException {
    char[] password = new char[0];
    List<Certificate> chain = new ArrayList<>();
    for (byte[] encoded : fixture.credential().certificates()) {
      chain.add(
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded)));
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "a", fixture.credential().privateKey(), password, chain.toArray(new Certificate[0]));
    store.setCertificateEntry("ca", fixture.trustAnchors().get(0));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
    return context;
  }
}
