package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.report.Scanned;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Scans hosts, many at once, and hands on what is found as it is found. A host that does not answer
 * at a glance has its time once all others have been asked.
 */
final class Scans {
  private static final int PER_HOST = 4;
  private static final int MOST_HOSTS = 128;
  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final int GLANCES = 4;

  private final ScanSettings settings;
  private final ScanOutput output;
  private final PrintWriter err;
  private final HostList hosts;
  private final int perHost;
  private final Traffic traffic;
  private final AtomicInteger worst = new AtomicInteger(ExitCode.OK);

  Scans(ScanSettings settings, HostList hosts, ScanOutput output, PrintWriter err) {
    this.settings = settings;
    this.hosts = hosts;
    this.output = output;
    this.err = err;
    int connections = settings.connections();
    this.perHost = hosts.isSingle() ? connections : Math.min(PER_HOST, connections);
    this.traffic =
        new Traffic(
            connections,
            hosts.isSingle() ? connections : Math.max(1, connections / 2),
            Math.max(1, connections / perHost),
            settings.rate(),
            settings.hostTimeout());
  }

  /**
   * Scans all.
   *
   * @return the exit code: a host that could not be scanned decides
   */
  int run() {
    // Most of them wait for a host that hangs, or for their turn; each costs a few threads.
    int atOnce = hosts.isSingle() ? 1 : Math.min(MOST_HOSTS, PER_HOST * settings.connections());
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      Thread worker = new Thread(this::work, "tls-gauntlet-scan");
      worker.setDaemon(true);
      worker.start();
      workers.add(worker);
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      workers.forEach(Thread::interrupt);
    }
    return worst.get();
  }

  private void work() {
    Optional<HostList.Turn> turn = hosts.next();
    while (turn.isPresent() && !Thread.currentThread().isInterrupted()) {
      if (!output.hasAlready(turn.get().host())) {
        scan(turn.get());
      }
      turn = hosts.next();
    }
  }

  private void scan(HostList.Turn turn) {
    try (HostTraffic own = traffic.host()) {
      HostScan scan = new HostScan(settings, own, turn.host());
      Optional<RunningServer> server = reached(scan, turn);
      if (server.isEmpty()) {
        hosts.later(turn.host());
        return;
      }
      ServerFacts facts = scan.facts(server.get(), perHost);
      found(Scanned.of(facts, settings.policies(), settings.parts(), own.cutShort()));
    } catch (TargetException e) {
      failed(turn.host(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // One host's fault must not end the scan of the others.
      failed(turn.host(), e);
    }
  }

  /** Empty where it should be asked again later, with more patience. */
  private Optional<RunningServer> reached(HostScan scan, HostList.Turn turn)
      throws TargetException, InterruptedException {
    if (turn.again() || hosts.isSingle()) {
      return Optional.of(scan.reach(settings.timeout()));
    }
    try {
      return Optional.of(scan.reach(glance()));
    } catch (TargetException e) {
      if (scan.isSlow()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Duration glance() {
    Duration part = settings.timeout().dividedBy(GLANCES);
    return part.compareTo(GLANCE) < 0 ? GLANCE : part;
  }

  private void found(Scanned scanned) {
    output.found(scanned);
    if (scanned.broken()) {
      worst.accumulateAndGet(ExitCode.FINDINGS, Scans::graver);
    }
    scanned
        .cutShort()
        .ifPresent(
            why -> {
              String line = scanned.facts().target() + ": " + why;
              worst.accumulateAndGet(OneLine.print(err, line, ExitCode.UNREACHABLE), Scans::graver);
            });
  }

  private void failed(String host, Exception e) {
    output.failed(host, OneLine.words(e));
    int code = OneLine.print(err, OneLine.words(e), OneLine.code(e));
    worst.accumulateAndGet(code, Scans::graver);
  }

  /** What could not be judged weighs more than what was found. */
  private static int graver(int one, int other) {
    return Math.max(one, other);
  }
}
