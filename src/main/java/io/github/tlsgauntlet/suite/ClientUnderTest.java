package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.target.ClientAttempt;
import io.github.tlsgauntlet.target.ClientSetup;
import io.github.tlsgauntlet.target.ClientTarget;
import io.github.tlsgauntlet.target.TargetException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A client under test in the course of a run. */
public final class ClientUnderTest {
  private final GauntletRun run;
  private final ClientTarget target;
  private final Map<Object, Object> facts = new ConcurrentHashMap<>();

  ClientUnderTest(GauntletRun run, ClientTarget target) {
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

  /**
   * Connects once.
   *
   * @param server where to
   * @param setup what it trusts, whom it expects, what it presents
   * @throws TargetException if the client could not be run at all
   */
  public ClientAttempt connect(InetSocketAddress server, ClientSetup setup) throws TargetException {
    return target.connect(server, setup, run.settings().timeout());
  }

  /**
   * Connects twice in turn, as one client that may resume.
   *
   * @param server where to
   * @param setup what it trusts, whom it expects, what it presents
   * @return what it said of each attempt; empty where it starts anew each time
   * @throws TargetException if the client could not be run at all
   */
  public Optional<List<ClientAttempt>> connectTwice(InetSocketAddress server, ClientSetup setup)
      throws TargetException {
    return target.connectTwice(server, setup, run.settings().timeout());
  }

  /**
   * A fact about this client, measured by the first who asks; the others wait for it.
   *
   * @param key which fact
   * @param measurement how it is found
   * @param <T> the fact
   * @throws TargetException if the client cannot be run
   */
  @SuppressWarnings("unchecked") // a key has one type of fact: it is the class that holds it
  public <T> T fact(ServerUnderTest.FactKey<T> key, ServerUnderTest.Measurement<T> measurement)
      throws TargetException {
    return ((Once<T>) facts.computeIfAbsent(key, k -> new Once<>(measurement::measure))).get();
  }

  /** Stops what was started. Not a close(): JUnit closes every argument of a test after it. */
  void stop() {
    target.close();
  }
}
