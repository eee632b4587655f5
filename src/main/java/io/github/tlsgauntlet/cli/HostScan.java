package io.github.tlsgauntlet.cli;

import io.github.tlsgauntlet.peer.Deadline;
import io.github.tlsgauntlet.probe.Addresses;
import io.github.tlsgauntlet.probe.Checks;
import io.github.tlsgauntlet.probe.Dialer;
import io.github.tlsgauntlet.probe.ProbeSettings;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.ServerProbe;
import io.github.tlsgauntlet.target.RunningServer;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.target.TargetSpec;
import io.github.tlsgauntlet.target.remote.RemoteServerTarget;
import io.github.tlsgauntlet.target.upgrade.Injection;
import io.github.tlsgauntlet.target.upgrade.Upgrades;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Scans one host: makes sure that it answers, and finds out all about it. */
final class HostScan {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final ScanSettings settings;
  private final HostTraffic traffic;
  private final TargetSpec.Remote spec;
  // Of one thread: the worker that has this host.
  private boolean slow;

  /**
   * A scan.
   *
   * @throws TargetException of kind INPUT, if the host is no live server
   */
  HostScan(ScanSettings settings, HostTraffic traffic, String host) throws TargetException {
    if (!(TargetSpec.parse(host) instanceof TargetSpec.Remote remote)) {
      throw new TargetException(
          TargetException.Kind.INPUT,
          "host \"" + host + "\" is no live server: name a HOST[:PORT] or a URL");
    }
    this.settings = settings;
    this.traffic = traffic;
    this.spec = remote;
  }

  /**
   * Makes sure that it answers.
   *
   * @param patience how long that may take
   * @throws TargetException if it does not
   */
  RunningServer reach(Duration patience) throws TargetException, InterruptedException {
    return traffic.first(
        () -> {
          Deadline half = Deadline.in(patience.dividedBy(2));
          try {
            return new RemoteServerTarget(spec, settings.serverName()).reach(patience);
          } finally {
            slow = half.remainingMillis() == 0;
          }
        });
  }

  /** Whether it might have answered with more patience. */
  boolean isSlow() {
    return slow;
  }

  /** All about it, once it has answered. */
  ServerFacts facts(RunningServer server, int connections) throws InterruptedException {
    traffic.enter();
    InetSocketAddress address = server.address();
    return ServerProbe.probe(
        new ProbeSettings(
            spec.text(),
            address.getAddress().getHostAddress() + ":" + address.getPort(),
            server.serverName(),
            settings.anchors(),
            settings.anchorsFrom(),
            settings.credential(),
            settings.timeout(),
            connections,
            spec.upgrade().isEmpty(),
            injection(address),
            settings.parts(),
            checks(address)),
        dialer(address, Optional.empty()),
        Clock.systemUTC());
  }

  private Checks checks(InetSocketAddress address) {
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
            ? Optional.of(traffic.dialer((socket, deadline) -> connect(socket, plain, deadline)))
            : Optional.empty(),
        true);
  }

  private Dialer dialer(InetSocketAddress address, Optional<String> injected) {
    return traffic.dialer(
        (socket, deadline) -> {
          connect(socket, address, deadline);
          if (spec.upgrade().isPresent()) {
            Upgrades.perform(spec.upgrade().get(), socket, spec.host(), deadline, injected);
          }
        });
  }

  private Optional<ProbeSettings.Injection> injection(InetSocketAddress address) {
    return spec.upgrade()
        .map(upgrade -> Injection.of(upgrade, spec.host()))
        .map(
            what ->
                new ProbeSettings.Injection(dialer(address, Optional.of(what.command())), what));
  }

  private static void connect(Socket socket, InetSocketAddress address, Deadline deadline)
      throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(address, Math.max(1, deadline.remainingMillis()));
  }
}
