package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.target.ClientAuthentication;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.ServerSetup;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * A server under test in the course of a run: started once for each way in which it has to stand,
 * with our fixtures as its certificate and its client trust where it takes them.
 */
public final class ServerUnderTest {
  /** The scenario whose credential a server of ours presents. */
  public static final String GOOD_SERVER = "ok-chain";

  /** Building an image from Debian's packages takes most of it. */
  private static final Duration START = Duration.ofMinutes(4);

  /** Far more than a server takes that looks at a second connection at all. */
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final GauntletRun run;
  private final ServerTarget target;
  private final Map<ClientAuthentication, Once<RunningServer>> standing = new ConcurrentHashMap<>();
  private final Map<Object, Object> facts = new ConcurrentHashMap<>();
  private final Semaphore turn = new Semaphore(1);

  ServerUnderTest(GauntletRun run, ServerTarget target) {
    this.run = run;
    this.target = target;
  }

  /** As the user named it. */
  public String name() {
    return target.name();
  }

  /** The run that it belongs to. */
  public GauntletRun run() {
    return run;
  }

  /** Whether it is ours to set up; a live server stands as it stands. */
  public boolean takesSetup() {
    return target.takesSetup();
  }

  /** What the user wants it to do about client certificates; empty leaves it to the checks. */
  public Optional<ClientAuthentication> clientAuthentication() {
    return target.clientAuthentication();
  }

  /** The name of another server of this run that speaks the very same TLS. */
  public Optional<String> twin() {
    return target
        .speaksTlsOf()
        .filter(name -> run.servers().stream().anyMatch(other -> other.name().equals(name)));
  }

  private ClientAuthentication fixed(ClientAuthentication wanted) {
    return clientAuthentication().orElse(wanted);
  }

  /**
   * The server as it stands for one-way tests.
   *
   * @throws TargetException if it cannot be started or reached
   */
  public RunningServer standing() throws TargetException {
    return standing(ClientAuthentication.NONE);
  }

  /**
   * The server, set up to treat client certificates so where it is ours to set up.
   *
   * @param authentication what it is to do
   * @throws TargetException if it cannot be started or reached
   */
  public RunningServer standing(ClientAuthentication authentication) throws TargetException {
    ClientAuthentication key = takesSetup() ? fixed(authentication) : ClientAuthentication.NONE;
    return standing
        .computeIfAbsent(key, k -> new Once<>(() -> start(k, run.mint().trustAnchors(Role.CLIENT))))
        .get();
  }

  /**
   * A server of its own with other trust anchors; the caller closes it.
   *
   * @param authentication what it is to do about client certificates
   * @param clientTrust what it judges them by
   * @throws TargetException if it cannot be started
   */
  public RunningServer start(ClientAuthentication authentication, List<X509Certificate> clientTrust)
      throws TargetException {
    Credential good = run.mint().fixture(GOOD_SERVER, Role.SERVER).credential();
    return target.start(
        new ServerSetup(good, clientTrust, fixed(authentication), Set.of()),
        takesSetup() ? START : run.settings().timeout());
  }

  /** Whether it judges client certificates by revocation lists that it is started with. */
  public boolean takesRevocationLists() {
    return target.takesSetup() && target.takesRevocationLists();
  }

  /**
   * A server of its own that knows of revoked certificates; the caller closes it.
   *
   * @param authentication what it is to do about client certificates
   * @param lists what it judges them by beside the run's trust anchors, in DER
   * @throws TargetException if it cannot be started
   */
  public RunningServer startKnowing(ClientAuthentication authentication, List<byte[]> lists)
      throws TargetException {
    Credential good = run.mint().fixture(GOOD_SERVER, Role.SERVER).credential();
    return target.start(
        new ServerSetup(
            good, run.mint().trustAnchors(Role.CLIENT), fixed(authentication), Set.of(), lists),
        START);
  }

  /**
   * Waits until one more connection may be open to this server: for one of those that the user
   * allows at once, and for the end of the others where it serves them one after the other.
   *
   * @throws TargetException if it cannot be reached
   */
  public GauntletRun.Permit connection() throws TargetException {
    if (takesSetup() || !servesOneAtATime()) {
      return run.connection();
    }
    turn.acquireUninterruptibly();
    GauntletRun.Permit permit = run.connection();
    return () -> {
      permit.close();
      turn.release();
    };
  }

  private boolean servesOneAtATime() throws TargetException {
    return fact(
        new FactKey<>(Boolean.class, "serves one at a time"),
        () -> {
          RunningServer running = standing();
          Duration limit = run.settings().timeout();
          try {
            return OneAtATime.serves(
                running.address(),
                running.serverName(),
                limit.compareTo(GLANCE) < 0 ? limit : GLANCE);
          } catch (IOException e) {
            throw new TargetException(
                TargetException.Kind.UNREACHABLE,
                name() + " no longer accepts connections: " + e.getMessage(),
                e);
          }
        });
  }

  /**
   * A fact about this server, measured by the first who asks; the others wait for it.
   *
   * @param key which fact
   * @param measurement how it is found
   * @param <T> the fact
   * @throws TargetException if the server cannot be reached
   */
  @SuppressWarnings("unchecked") // a key has one type of fact: it is the class that holds it
  public <T> T fact(FactKey<T> key, Measurement<T> measurement) throws TargetException {
    return ((Once<T>) facts.computeIfAbsent(key, k -> new Once<>(measurement::measure))).get();
  }

  /**
   * Names a fact.
   *
   * @param type the fact's type
   * @param name tells facts of one type apart
   * @param <T> the fact
   */
  public record FactKey<T>(Class<T> type, String name) {}

  /**
   * Finds a fact.
   *
   * @param <T> the fact
   */
  @FunctionalInterface
  public interface Measurement<T> {
    /**
     * Connects, and says what it found.
     *
     * @throws TargetException if the server cannot be reached
     */
    T measure() throws TargetException;
  }

  /**
   * Tells a server that closed a connection from one that has ended.
   *
   * @param running that was connected to
   * @param how the connection ended
   * @throws TargetException if the server itself has ended: nothing is told then
   */
  public void insistOnStanding(RunningServer running, Ending how) throws TargetException {
    boolean closed = how instanceof Ending.Fin || how instanceof Ending.Reset;
    if (closed && running.hasEnded()) {
      throw new TargetException(TargetException.Kind.UNREACHABLE, name() + " has ended by itself");
    }
  }

  /** Whether one that was started no longer accepts connections. */
  boolean isGone() {
    return standing.values().stream()
        .flatMap(once -> once.ifMade().stream())
        .anyMatch(server -> !accepts(server));
  }

  private boolean accepts(RunningServer server) {
    try (Socket socket = new Socket()) {
      socket.connect(server.address(), Math.toIntExact(run.settings().timeout().toMillis()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops what was started. Not a close(): JUnit closes every argument of a test after it. */
  void stop() {
    standing.values().forEach(once -> once.ifMade().ifPresent(RunningServer::close));
    target.close();
  }
}
