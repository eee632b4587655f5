package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.policy.Policies;
import io.github.tlsgauntlet.policy.Policy;
import io.github.tlsgauntlet.policy.PolicyException;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.ServerTarget;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.TargetSpec;
import io.github.tlsgauntlet.target.choice.Targets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One run of the suites: its settings, its fixtures, what is under test, and who is told of the
 * results. Used by many threads at once.
 */
public final class GauntletRun implements AutoCloseable {
  private final Settings settings;
  private final LentMaterial lent;
  private final Catalogue catalogue;
  private final Mint mint;
  private final List<ServerUnderTest> servers;
  private final List<ClientUnderTest> clients;
  private final Baseline baseline;
  private final Gate gate;
  private final Optional<Policy> policy;
  private final List<RunObserver> observers;
  private final Semaphore connections;
  private final Stopwatch stopwatch = new Stopwatch();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<Optional<String>> missed = new AtomicReference<>(Optional.empty());
  private final Thread hook = new Thread(() -> finish(false), "tls-gauntlet-cut-short");

  private GauntletRun(
      Settings settings,
      LentMaterial lent,
      Catalogue catalogue,
      Baseline baseline,
      Gate gate,
      Optional<Policy> policy,
      List<ServerTarget> servers,
      List<ClientTarget> clients,
      List<RunObserver> observers) {
    this.settings = settings;
    this.lent = lent;
    this.catalogue = catalogue;
    this.baseline = baseline;
    this.gate = gate;
    this.policy = policy;
    this.observers = List.copyOf(observers);
    this.connections = new Semaphore(settings.connections());
    Mint ours =
        new Mint(
            catalogue,
            settings.seed(),
            settings.clock().orElseGet(() -> Instant.now(Clock.systemUTC())));
    this.mint = lent.clientIssuer().map(ours::withClientIssuer).orElse(ours);
    this.servers = servers.stream().map(target -> new ServerUnderTest(this, target)).toList();
    this.clients = clients.stream().map(target -> new ClientUnderTest(this, target)).toList();
  }

  /**
   * Opens a run: reads what the user lends, finds the targets and makes sure that a live one
   * answers.
   *
   * @param settings the options
   * @throws SettingsException if an option cannot be used
   * @throws TargetException if the target cannot be used
   */
  public static GauntletRun open(Settings settings) throws SettingsException, TargetException {
    List<RunObserver> observers =
        ServiceLoader.load(RunObserver.class).stream().map(ServiceLoader.Provider::get).toList();
    List<ServerTarget> servers;
    List<ClientTarget> clients;
    Optional<String> command = settings.get(Setting.CLIENT);
    if (command.isPresent() && settings.get(Setting.TARGET).isPresent()) {
      throw new SettingsException(
          "target and client: a run judges a server or a client; name one of them");
    }
    TargetSpec spec =
        TargetSpec.parse(
            command
                .map(words -> "client:" + words)
                .orElse(settings.get(Setting.TARGET).orElse("jvm")));
    boolean both = spec instanceof TargetSpec.Jvm;
    boolean client = spec instanceof TargetSpec.Command;
    servers = client ? List.of() : servers(spec, settings, both);
    clients = client || both ? clients(spec, both && !servers.isEmpty()) : List.of();
    return open(settings, servers, clients, observers);
  }

  private static Optional<Policy> policy(Settings settings) throws SettingsException {
    Optional<String> named = settings.get(Setting.POLICY);
    try {
      return named.isPresent() ? Optional.of(Policies.load(named.get())) : Optional.empty();
    } catch (PolicyException e) {
      throw new SettingsException("policy: " + e.getMessage(), e);
    }
  }

  /** What servers ought to do, where the user has named that. */
  public Optional<Policy> policy() {
    return policy;
  }

  /** A stack in the JVM may be a server, a client, or both. */
  private static List<ServerTarget> servers(TargetSpec spec, Settings settings, boolean mayHaveNone)
      throws TargetException {
    try {
      return Targets.servers(spec, settings.get(Setting.SERVER_NAME));
    } catch (TargetException e) {
      if (mayHaveNone && e.kind() == TargetException.Kind.INPUT) {
        return List.of();
      }
      throw e;
    }
  }

  private static List<ClientTarget> clients(TargetSpec spec, boolean mayHaveNone)
      throws TargetException {
    try {
      return Targets.clients(spec);
    } catch (TargetException e) {
      if (mayHaveNone && e.kind() == TargetException.Kind.INPUT) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * Opens a run on targets that the caller has made.
   *
   * @param settings the options
   * @param servers the servers under test
   * @param clients the clients under test
   * @param observers who is told
   * @throws SettingsException if an option cannot be used
   * @throws TargetException if a live target does not answer
   */
  public static GauntletRun open(
      Settings settings,
      List<ServerTarget> servers,
      List<ClientTarget> clients,
      List<RunObserver> observers)
      throws SettingsException, TargetException {
    Optional<Path> fixtures = settings.file(Setting.FIXTURES);
    Catalogue catalogue;
    try {
      catalogue = fixtures.isPresent() ? Catalogue.load(List.of(fixtures.get())) : Catalogue.load();
    } catch (RecipeException e) {
      throw new SettingsException(e.getMessage(), e);
    }
    Gate gate = Gate.of(settings);
    Baseline baseline = Baselines.of(settings);
    LentMaterial lent = LentMaterial.of(settings);
    GauntletRun run =
        new GauntletRun(
            settings,
            lent,
            catalogue,
            baseline,
            gate,
            policy(settings),
            servers,
            clients,
            observers);
    try {
      run.mint.requireMakeable();
    } catch (RecipeException e) {
      throw new SettingsException(e.getMessage(), e);
    }
    for (ServerUnderTest server : run.servers) {
      if (!server.takesSetup()) {
        server.standing();
      }
    }
    RunInfo info =
        new RunInfo(
            settings.get(Setting.TARGET).or(() -> settings.get(Setting.CLIENT)).orElse("jvm"),
            Instant.now(Clock.systemUTC()),
            Harness.version(),
            Harness.runtime(),
            settings.seed(),
            settings.printable());
    for (RunObserver observer : run.observers) {
      observer.started(info, settings);
    }
    Runtime.getRuntime().addShutdownHook(run.hook);
    return run;
  }

  /** The options. */
  public Settings settings() {
    return settings;
  }

  /** What the user lends. */
  public LentMaterial lent() {
    return lent;
  }

  /** The certificate scenarios, the user's included. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** What makes the fixtures. */
  public Mint mint() {
    return mint;
  }

  /** What fails the run. */
  Gate gate() {
    return gate;
  }

  /** The servers under test. */
  public List<ServerUnderTest> servers() {
    return servers;
  }

  /** The clients under test. */
  public List<ClientUnderTest> clients() {
    return clients;
  }

  /**
   * A trial of one check.
   *
   * @param check what is judged
   */
  public Trial trial(Check check) {
    return new Trial(this, check);
  }

  /** Waits for one of the connections that the user allows at once; closing it gives it back. */
  public Permit connection() {
    connections.acquireUninterruptibly();
    return connections::release;
  }

  /** Where the connections of this run are measured. */
  public Stopwatch stopwatch() {
    return stopwatch;
  }

  /** One connection of those that the user allows at once. */
  public interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  Result record(Check check, Finding finding, Duration took) {
    Result result = result(check, finding, took);
    Optional<String> accepted = baseline.accepts(result);
    Result judged =
        accepted
            .map(why -> result.as(Verdict.KNOWN, result.reason() + " Accepted: " + why))
            .orElse(result);
    observers.forEach(observer -> observer.recorded(judged));
    return judged;
  }

  private static Result result(Check check, Finding finding, Duration took) {
    return new Result(
        check.key(),
        check.quarter(),
        check.suite(),
        check.target(),
        check.id(),
        check.group(),
        check.version(),
        check.title(),
        check.reference(),
        check.says(),
        finding.verdict(),
        finding.reason(),
        finding.alertGrade(),
        finding.alert(),
        check.control(),
        finding.mend(),
        finding.evidence(),
        took,
        check.explanation(),
        finding.attempts());
  }

  /** A test could not reach what it judges; whether that is gone for good shows at the end. */
  void missed(String reason) {
    missed.compareAndSet(Optional.empty(), Optional.of(reason));
  }

  /**
   * Ends the run: stops what it started, and tells the observers.
   *
   * @throws TargetLost if a server under test has gone away
   */
  @Override
  public void close() {
    Optional<String> lost =
        missed.get().filter(reason -> servers.stream().anyMatch(ServerUnderTest::isGone));
    if (finish(lost.isEmpty())) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
    if (lost.isPresent()) {
      throw new TargetLost("The target went away during the run: " + lost.get());
    }
  }

  private boolean finish(boolean complete) {
    if (!closed.compareAndSet(false, true)) {
      return false;
    }
    // The report first: where the JVM is being shut down, what is left of time is short.
    observers.forEach(observer -> observer.measured(stopwatch.figures()));
    observers.forEach(observer -> observer.finished(complete));
    servers.forEach(ServerUnderTest::stop);
    clients.forEach(ClientUnderTest::stop);
    return true;
  }
}
