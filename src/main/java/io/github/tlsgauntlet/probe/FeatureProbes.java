package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Asks what a server does beside its versions and suites. */
final class FeatureProbes {
  private static final List<ProtocolVersion> BELOW_12 =
      List.of(ProtocolVersion.TLS11, ProtocolVersion.TLS10);

  private final Line line;
  private final ProbeSettings settings;
  private final ClientSettings client;
  private final Tasks tasks;
  private final List<Tasks.Pending<List<Fact>>> older = new ArrayList<>();
  private final List<Tasks.Pending<List<Fact>>> sessions = new ArrayList<>();
  private final List<Tasks.Pending<List<Fact>>> newer = new ArrayList<>();

  FeatureProbes(Line line, ProbeSettings settings, ClientSettings client, Tasks tasks) {
    this.line = line;
    this.settings = settings;
    this.client = client;
    this.tasks = tasks;
  }

  /**
   * What can be asked before the suites of TLS 1.2 are known.
   *
   * @param spoken the server's versions, oldest first
   * @param tls13 what was found of TLS 1.3; empty where the server does not speak it
   */
  void newest(List<ProtocolVersion> spoken, Optional<VersionProbe.Result> tls13) {
    spoken.stream()
        .filter(version -> !version.equals(ProtocolVersion.TLS13))
        .reduce((lower, higher) -> higher)
        .ifPresent(version -> sessions(version, spoken));
    if (tls13.isPresent()) {
      newer.add(tasks.add(() -> new Resumption13Probe(line, settings.http(), client).run()));
      newer.add(
          tasks.add(
              () ->
                  new Extras13Probe(line, settings.http(), client, settings.checks().echConfigs())
                      .run()));
    }
    if (!spoken.isEmpty()) {
      newer.add(tasks.add(() -> new AlpnProbe(line).run(client)));
    }
    tls13.ifPresent(result -> tolerance(ProtocolVersion.TLS13, result.needsShares()));
  }

  /** The rest. */
  void older(VersionSurvey.Found found) {
    Optional<ProtocolVersion> old = found.newestBefore13();
    if (old.isEmpty()) {
      return;
    }
    offered(found, old.get());
    Optional<Hello> below12 = helloBelow12(found);
    if (below12.isPresent()) {
      sessions.add(tasks.add(() -> new ResumptionProbe(line, client, old.get()).byTicket(below12)));
    }
    if (!found.speaks(ProtocolVersion.TLS13)) {
      tolerance(old.get(), found.result(old.get()).needsShares());
    }
  }

  /** Whatever a handshake of our client shows, which needs to know the version alone. */
  private void sessions(ProtocolVersion version, List<ProtocolVersion> spoken) {
    ResumptionProbe resumption = new ResumptionProbe(line, client, version);
    sessions.add(tasks.add(resumption::byId));
    if (BELOW_12.stream().noneMatch(spoken::contains)) {
      sessions.add(tasks.add(() -> resumption.byTicket(Optional.empty())));
    }
    sessions.add(
        tasks.add(
            () -> {
              Fact renegotiates = new RenegotiationProbe(line).run(client, version);
              return List.of(
                  renegotiates, new UnboundProbe(line).run(client, version, renegotiates));
            }));
  }

  /** All that was found. */
  List<Fact> facts() throws InterruptedException {
    List<Fact> facts = new ArrayList<>();
    for (List<Tasks.Pending<List<Fact>>> some : List.of(older, sessions, newer)) {
      for (Tasks.Pending<List<Fact>> one : some) {
        facts.addAll(one.get());
      }
    }
    return facts;
  }

  private void add(List<Tasks.Pending<List<Fact>>> to, Callable<Fact> one) {
    to.add(tasks.add(() -> List.of(one.call())));
  }

  private Optional<Hello> helloBelow12(VersionSurvey.Found found) {
    return BELOW_12.stream()
        .filter(found::speaks)
        .findFirst()
        .map(version -> found.hello(version, settings.askedName()));
  }

  private void offered(VersionSurvey.Found found, ProtocolVersion version) {
    OldFeatures old = oldFeatures(found, version);
    if (!version.equals(Suites.SSL30)) {
      older.add(tasks.add(old::offered));
      older.add(tasks.add(old::offeredWithCbc));
    } else {
      add(older, old::compression);
    }
    ProtocolVersion highest = found.speaks(ProtocolVersion.TLS13) ? ProtocolVersion.TLS13 : version;
    // A fallback is from the newest version to one below it.
    VersionSurvey.VERSIONS.stream()
        .filter(one -> found.speaks(one) && one.code() < highest.code())
        .reduce((lower, higher) -> higher)
        .ifPresent(below -> add(older, () -> oldFeatures(found, below).fallback(highest)));
  }

  private OldFeatures oldFeatures(VersionSurvey.Found found, ProtocolVersion version) {
    return new OldFeatures(line, version, found.suites(version), settings.askedName());
  }

  private void tolerance(ProtocolVersion newest, boolean needsShares) {
    if (newest.equals(Suites.SSL30)) {
      return;
    }
    Hello usual = Hello.all(newest, settings.askedName()).suites(Suites.usual(newest));
    Hello good = needsShares ? usual.shares(Shares.of(usual.groups(), line.random())) : usual;
    ToleranceProbe probe = new ToleranceProbe(line, good);
    newer.add(tasks.add(probe::hellos));
    add(newer, probe::unknownServerName);
  }
}
