package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.probe.Addresses;
import io.github.tlsgauntlet.probe.Checks;
import io.github.tlsgauntlet.probe.Dialer;
import io.github.tlsgauntlet.probe.ProbeSettings;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.ServerProbe;
import io.github.tlsgauntlet.report.Scanned;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.TargetSpec;
import io.github.tlsgauntlet.target.remote.RemoteServerTarget;
import io.github.tlsgauntlet.target.upgrade.Upgrades;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Scans hosts, several at once, and hands on what is found as it is found. */
final class Scans {
  private static final int PER_HOST = 4;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final ScanSettings settings;
  private final ScanOutput output;
  private final PrintWriter err;
  private final Pace pace;
  private final AtomicInteger worst = new AtomicInteger(ExitCode.OK);

  Scans(ScanSettings settings, ScanOutput output, PrintWriter err) {
    this.settings = settings;
    this.output = output;
    this.err = err;
    this.pace = new Pace(settings.rate());
  }

  /**
   * Scans all.
   *
   * @return the exit code: a host that could not be scanned decides
   */
  int run(HostList hosts) {
    int perHost =
        hosts.isSingle() ? settings.connections() : Math.min(PER_HOST, settings.connections());
    int atOnce = hosts.isSingle() ? 1 : Math.max(1, settings.connections() / perHost);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      Thread worker = new Thread(() -> work(hosts, perHost), "tls-gauntlet-scan");
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

  private void work(HostList hosts, int perHost) {
    Optional<String> host = hosts.next();
    while (host.isPresent() && !Thread.currentThread().isInterrupted()) {
      if (!output.hasAlready(host.get())) {
        scan(host.get(), perHost);
      }
      host = hosts.next();
    }
  }

  private void scan(String host, int perHost) {
    try {
      Scanned scanned = Scanned.of(facts(host, perHost), settings.policies(), settings.parts());
      output.found(scanned);
      if (scanned.broken()) {
        worst.accumulateAndGet(ExitCode.FINDINGS, Scans::graver);
      }
    } catch (TargetException e) {
      failed(host, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // One host's fault must not end the scan of the others.
      failed(host, e);
    }
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

  private ServerFacts facts(String host, int perHost) throws TargetException, InterruptedException {
    if (!(TargetSpec.parse(host) instanceof TargetSpec.Remote spec)) {
      throw new TargetException(
          TargetException.Kind.INPUT,
          "host \"" + host + "\" is no live server: name a HOST[:PORT] or a URL");
    }
    pace.await();
    RunningServer server =
        new RemoteServerTarget(spec, settings.serverName()).reach(settings.timeout());
    return ServerProbe.probe(
        new ProbeSettings(
            spec.text(),
            server.address().getAddress().getHostAddress() + ":" + server.address().getPort(),
            server.serverName(),
            settings.anchors(),
            settings.anchorsFrom(),
            settings.credential(),
            settings.timeout(),
            perHost,
            spec.upgrade().isEmpty(),
            injection(spec, server.address()),
            settings.parts(),
            checks(spec, server.address())),
        dialer(spec, server.address(), Optional.empty()),
        Clock.systemUTC());
  }

  private Checks checks(TargetSpec.Remote spec, InetSocketAddress address) {
    CheckOptions.Checked checks = settings.checks();
    InetSocketAddress plain = new InetSocketAddress(address.getAddress(), HTTP_PORT);
    boolean asksPlain =
        checks.plainHttp() && spec.upgrade().isEmpty() && address.getPort() == HTTPS_PORT;
    return new Checks(
        checks.logs(),
        checks.stores(),
        checks.revocation()
            ? Optional.of(
                new Checks.Calls(Addresses.kind(address.getAddress()) != Addresses.Kind.PUBLIC))
            : Optional.empty(),
        checks.resolver(),
        checks.weakKeys(),
        checks.echConfigs(),
        asksPlain
            ? Optional.of(
                deadline -> {
                  pace.await();
                  return connect(plain, deadline);
                })
            : Optional.empty());
  }

  private Dialer dialer(
      TargetSpec.Remote spec, InetSocketAddress address, Optional<String> injected) {
    return deadline -> {
      pace.await();
      Socket socket = connect(address, deadline);
      if (spec.upgrade().isPresent()) {
        try {
          Upgrades.perform(spec.upgrade().get(), socket, spec.host(), deadline, injected);
        } catch (IOException e) {
          socket.close();
          throw e;
        }
      }
      return socket;
    };
  }

  private Optional<ProbeSettings.Injection> injection(
      TargetSpec.Remote spec, InetSocketAddress address) {
    return spec.upgrade()
        .flatMap(Upgrades::injection)
        .map(
            one ->
                new ProbeSettings.Injection(
                    dialer(spec, address, Optional.of(one.command())), one.farewell()));
  }

  private static Socket connect(InetSocketAddress address, Deadline deadline) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, Math.max(1, deadline.remainingMillis()));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
