package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.probe.ServerFacts;
import io.github.tlsgauntlet.probe.SuiteFacts;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.suite.ServerScan;
import io.github.tlsgauntlet.target.TargetException;
import java.util.List;

/** The combinations that a requirement is tried in on one server, from what it was seen to take. */
final class ServerCover {
  private ServerCover() {}

  /**
   * All that it has to hold over.
   *
   * @param strength at 1, one suite of each kind
   */
  static Combinations of(ServerCase server, int strength) throws TargetException {
    List<Dimension> over = server.over();
    return over.isEmpty()
        ? Combinations.open()
        : new Combinations(
            over.contains(Dimension.SUITE) ? suites(server, strength) : List.of(),
            over.contains(Dimension.GROUP) ? groups(server) : List.of(),
            over.contains(Dimension.RECORDS));
  }

  private static List<CipherSuite> suites(ServerCase server, int strength) throws TargetException {
    ServerFacts facts = ServerScan.facts(server.server());
    return Combinations.suites(
        facts.versions().stream()
            .filter(one -> isTried(server, one.version()))
            .flatMap(one -> one.suites().stream())
            .map(SuiteFacts::suite)
            .flatMap(suite -> CipherSuiteParameters.of(suite).stream())
            .toList(),
        strength);
  }

  private static List<NamedGroup> groups(ServerCase server) throws TargetException {
    return ServerScan.facts(server.server()).groups().stream()
        .filter(one -> isTried(server, one.version()))
        .flatMap(one -> one.groups().stream())
        .filter(group -> KeyExchangeGroup.of(group).isPresent())
        .filter(group -> Combinations.fits(group, server.version()))
        .distinct()
        .toList();
  }

  private static boolean isTried(ServerCase server, String version) {
    return server.version().map(one -> one.toString().equals(version)).orElse(true);
  }
}
