package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks for the weaknesses that take connections of their own. */
final class WeaknessProbes {
  private final Line line;
  private final ProbeSettings settings;
  private final Tasks tasks;
  private final List<Tasks.Pending<Weakness>> pending = new ArrayList<>();
  private Optional<RecordOracles.Pending> oracles = Optional.empty();

  WeaknessProbes(Line line, ProbeSettings settings, Tasks tasks) {
    this.line = line;
    this.settings = settings;
    this.tasks = tasks;
  }

  /** All but the oracles. */
  void start(VersionSurvey.Found found, ClientSettings client) {
    settings
        .injection()
        .ifPresent(
            injection ->
                pending.add(
                    tasks.add(
                        () ->
                            new InjectionProbe(injection, line.by(injection.dialer()))
                                .run(client))));
    found
        .newestBefore13()
        .ifPresent(
            version -> {
              Hello hello = found.hello(version, settings.askedName());
              PlaintextWeaknesses probe = new PlaintextWeaknesses(line, hello);
              pending.add(tasks.add(probe::heartbleed));
              pending.add(tasks.add(probe::earlyChangeCipherSpec));
              pending.add(tasks.add(() -> probe.robot(settings.credential())));
              if (version.equals(ProtocolVersion.TLS12)) {
                pending.add(tasks.add(() -> new TicketbleedProbe(line, hello).run(client)));
              }
            });
  }

  /**
   * The oracles, in the newest version with a suite in CBC.
   *
   * @param http whether the server answers HTTP: how records are answered is only understood where
   *     it is known what is spoken
   */
  void startOracles(VersionSurvey.Found found, boolean http) {
    oracles =
        VersionSurvey.VERSIONS.stream()
            .filter(version -> !version.equals(ProtocolVersion.TLS13) && found.speaks(version))
            .filter(version -> found.suites(version).stream().anyMatch(Suites::isCbc))
            .reduce((older, newer) -> newer)
            .or(found::newestBefore13)
            .map(
                version ->
                    RecordOracles.start(
                        tasks,
                        line,
                        version,
                        found.suites(version),
                        ClientSettings.builder()
                            .serverName(settings.askedName())
                            .credential(settings.credential())
                            .build(),
                        http));
  }

  /** All that was found. */
  List<Weakness> weaknesses() throws InterruptedException {
    List<Weakness> weak = new ArrayList<>();
    for (Tasks.Pending<Weakness> one : pending) {
      weak.add(one.get());
    }
    if (oracles.isPresent()) {
      weak.addAll(oracles.get().get());
    }
    return weak;
  }
}
