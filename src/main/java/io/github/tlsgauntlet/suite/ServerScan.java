package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.probe.Checks;
import io.github.tlsgauntlet.probe.Part;
import io.github.tlsgauntlet.probe.ProbeSettings;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.ServerProbe;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The facts of a scan, which is made once for each server under test. */
public final class ServerScan {
  private ServerScan() {}

  /**
   * All that a scan finds out about a server.
   *
   * @param server as it stands for one-way tests
   * @throws TargetException if it cannot be reached
   */
  public static ServerFacts facts(ServerUnderTest server) throws TargetException {
    return server.fact(
        new ServerUnderTest.FactKey<>(ServerFacts.class, "scan"),
        () -> {
          ServerProbe.Begun begun = begun(server);
          return scan(server, begun::facts);
        });
  }

  /**
   * The beginning of that scan: which versions the server speaks, and which chains it shows. It
   * takes a fraction of the time, above all of a server that does not answer.
   *
   * @param server as it stands for one-way tests
   * @throws TargetException if it cannot be reached
   */
  public static ServerProbe.Begun begun(ServerUnderTest server) throws TargetException {
    return server.fact(
        new ServerUnderTest.FactKey<>(ServerProbe.Begun.class, "scan begun"),
        () -> {
          RunningServer running = server.standing();
          return scan(server, () -> begun(server, running));
        });
  }

  /** What the server's chain is judged by: ours, the user's, or the JDK's. */
  public static List<X509Certificate> anchors(ServerUnderTest server) {
    return server.takesSetup()
        ? server.run().mint().trustAnchors(Role.SERVER)
        : server.run().lent().trustAnchors().orElseGet(SystemTrust::anchors);
  }

  /**
   * The name that the server's certificate has to hold.
   *
   * @param server under test
   * @param running as it stands
   */
  public static Optional<String> name(ServerUnderTest server, RunningServer running) {
    Optional<String> asked = server.run().settings().get(Setting.SERVER_NAME);
    if (asked.isPresent()) {
      return asked;
    }
    return server.takesSetup()
        ? Optional.of(
            server.run().mint().fixture(ServerUnderTest.GOOD_SERVER, Role.SERVER).referenceName())
        : running.serverName().or(() -> Optional.of(running.address().getHostString()));
  }

  private static ServerProbe.Begun begun(ServerUnderTest server, RunningServer running)
      throws InterruptedException {
    return ServerProbe.begin(
        new ProbeSettings(
            server.name(),
            running.address().toString(),
            running.serverName().or(() -> name(server, running)),
            () -> anchors(server),
            "the run's anchors",
            credential(server),
            server.run().settings().timeout(),
            1,
            true,
            Optional.empty(),
            EnumSet.allOf(Part.class),
            checks(server.run()),
            true),
        deadline -> connect(running, Math.max(1, deadline.remainingMillis())),
        Clock.systemUTC());
  }

  /** Nobody waits for oracles that no suite asks about. */
  private static Checks checks(GauntletRun run) {
    Checks checks = Checks.only(run.lent().weakKeys());
    Settings settings = run.settings();
    return settings.selects("Weaknesses") || settings.selects("Policy")
        ? checks
        : checks.withoutRecordOracles();
  }

  /** A part of a scan. */
  @FunctionalInterface
  private interface Scanning<T> {
    T run() throws InterruptedException;
  }

  private static <T> T scan(ServerUnderTest server, Scanning<T> part) throws TargetException {
    // One connection after the other, since the run's limit is for all that goes on at once.
    try (GauntletRun.Permit permit = server.connection()) {
      return part.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetException(
          TargetException.Kind.UNREACHABLE, "interrupted while it was scanned", e);
    }
  }

  /** What the user lends, or what can be made under the CA that he lends. */
  private static Optional<Credential> credential(ServerUnderTest server) {
    Optional<Credential> lent = server.run().lent().clientCredential();
    return lent.isPresent() || server.run().lent().clientIssuer().isEmpty()
        ? lent
        : Optional.of(
            server.run().mint().fixture(ServerUnderTest.GOOD_SERVER, Role.CLIENT).credential());
  }

  private static Socket connect(RunningServer running, int millis) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(running.address(), millis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
