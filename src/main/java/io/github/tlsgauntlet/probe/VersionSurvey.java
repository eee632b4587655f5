package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which versions a server speaks, and with which cipher suites. All are asked for at once; which
 * are spoken is known while the suites are still being found, one connection after the other.
 */
final class VersionSurvey {
  /** Oldest first; SSL 2.0 has nothing in common with them. */
  static final List<ProtocolVersion> VERSIONS =
      List.of(
          Suites.SSL30,
          ProtocolVersion.TLS10,
          ProtocolVersion.TLS11,
          ProtocolVersion.TLS12,
          ProtocolVersion.TLS13);

  /** In TLS 1.2 there are most suites, so that its search takes longest. */
  private static final List<ProtocolVersion> ASKED =
      List.of(
          ProtocolVersion.TLS12,
          ProtocolVersion.TLS13,
          ProtocolVersion.TLS11,
          ProtocolVersion.TLS10,
          Suites.SSL30);

  private final Map<ProtocolVersion, VersionProbe> probes = new LinkedHashMap<>();
  private final Map<ProtocolVersion, Tasks.Pending<VersionProbe.Result>> pending =
      new LinkedHashMap<>();
  private final Tasks.Pending<VersionFacts> oldest;

  VersionSurvey(Line line, Optional<String> serverName, Tasks tasks) {
    for (ProtocolVersion version : ASKED) {
      VersionProbe probe = new VersionProbe(line, version, serverName);
      probes.put(version, probe);
      pending.put(version, tasks.add(probe::run));
    }
    oldest = tasks.add(() -> new Ssl2Probe(line).run());
  }

  /** Oldest first, without SSL 2.0. */
  List<ProtocolVersion> spoken() throws InterruptedException {
    List<ProtocolVersion> spoken = new ArrayList<>();
    for (ProtocolVersion version : VERSIONS) {
      if (first(version).isPresent()) {
        spoken.add(version);
      }
    }
    return spoken;
  }

  /** The first answer in a version; empty where the server does not speak it. */
  Optional<FirstFlight> first(ProtocolVersion version) throws InterruptedException {
    return Objects.requireNonNull(probes.get(version)).first();
  }

  /** All of one version. */
  VersionProbe.Result result(ProtocolVersion version) throws InterruptedException {
    return Objects.requireNonNull(pending.get(version)).get();
  }

  /** All. */
  Found found() throws InterruptedException {
    Map<ProtocolVersion, VersionProbe.Result> results = new LinkedHashMap<>();
    for (ProtocolVersion version : VERSIONS) {
      results.put(version, result(version));
    }
    return new Found(oldest.get(), results);
  }

  /**
   * What was found.
   *
   * @param oldest of SSL 2.0
   * @param results of the others, oldest first
   */
  record Found(VersionFacts oldest, Map<ProtocolVersion, VersionProbe.Result> results) {
    VersionProbe.Result result(ProtocolVersion version) {
      return Objects.requireNonNull(results.get(version), version.toString());
    }

    boolean speaks(ProtocolVersion version) {
      return !result(version).flights().isEmpty();
    }

    List<CipherSuite> suites(ProtocolVersion version) {
      return result(version).facts().suites().stream().map(SuiteFacts::suite).toList();
    }

    Optional<ProtocolVersion> newestBefore13() {
      return VERSIONS.stream()
          .filter(version -> !version.equals(ProtocolVersion.TLS13) && speaks(version))
          .reduce((older, newer) -> newer);
    }

    /** With everything that the server takes in this version. */
    Hello hello(ProtocolVersion version, Optional<String> serverName) {
      return Hello.all(version, serverName).suites(suites(version));
    }

    List<VersionFacts> facts() {
      List<VersionFacts> facts = new ArrayList<>(List.of(oldest));
      results.values().forEach(result -> facts.add(result.facts()));
      return facts;
    }

    List<FirstFlight> flights() {
      return results.values().stream().flatMap(result -> result.flights().stream()).toList();
    }
  }
}
