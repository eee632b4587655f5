package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import io.github.tlsgauntlet.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the groups that a server takes for its key exchange. */
final class GroupProbe {
  private final Line line;
  private final Optional<String> serverName;

  GroupProbe(Line line, Optional<String> serverName) {
    this.line = line;
    this.serverName = serverName;
  }

  /** In TLS 1.3, by the HelloRetryRequests that a hello without key shares causes. */
  Optional<GroupFacts> tls13(VersionFacts version) {
    Hello hello =
        Hello.all(ProtocolVersion.TLS13, serverName)
            .suites(version.suites().stream().map(SuiteFacts::suite).toList());
    return facts(version, hello, GroupProbe::retried, NamedGroup.registered());
  }

  /** In TLS 1.2 and before, by the curve of the ServerKeyExchange. */
  Optional<GroupFacts> older(ProtocolVersion protocol, VersionFacts version) {
    List<CipherSuite> suites =
        version.suites().stream()
            .map(SuiteFacts::suite)
            .filter(
                suite ->
                    SuiteTraits.of(suite)
                        .filter(traits -> traits.keyExchange().equals("ECDHE"))
                        .isPresent())
            .toList();
    return suites.isEmpty()
        ? Optional.empty()
        : facts(
            version,
            Hello.all(protocol, serverName).suites(suites),
            GroupProbe::signed,
            Groups.curves());
  }

  private interface Choice {
    Optional<NamedGroup> of(FirstFlight flight);
  }

  private Optional<GroupFacts> facts(
      VersionFacts version, Hello hello, Choice choice, List<NamedGroup> candidates) {
    Elimination<NamedGroup> found =
        Elimination.run(candidates, groups -> line.ask(hello.groups(groups)), choice::of);
    List<NamedGroup> groups = new ArrayList<>(found.values());
    List<NamedGroup> untold = new ArrayList<>();
    if (!groups.isEmpty() && needsCertificateCurve(hello, found)) {
      // The last one chosen is the curve of its certificate: without it, an ECDSA suite is out.
      NamedGroup needed = groups.get(groups.size() - 1);
      for (NamedGroup candidate : candidates) {
        if (!groups.contains(candidate)) {
          Optional<NamedGroup> chosen =
              choice.of(line.ask(hello.groups(List.of(candidate, needed))));
          if (chosen.equals(Optional.of(candidate))) {
            groups.add(candidate);
          } else if (isCommon(candidate)) {
            untold.add(candidate);
          }
        }
      }
    }
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new GroupFacts(
                version.version(),
                groups,
                Elimination.preference(
                    groups, offered -> line.ask(hello.groups(offered)), choice::of),
                untold));
  }

  /** Whether all suites are ECDSA's, and the certificate's curve may have cut the search short. */
  private static boolean needsCertificateCurve(Hello hello, Elimination<NamedGroup> found) {
    return !hello.version().equals(ProtocolVersion.TLS13)
        && found.isExhausted()
        && hello.suites().stream()
            .allMatch(
                suite ->
                    SuiteTraits.of(suite)
                        .filter(traits -> traits.authentication().equals("ECDSA"))
                        .isPresent());
  }

  private static boolean isCommon(NamedGroup group) {
    return List.of(
            NamedGroup.X25519,
            NamedGroup.X448,
            NamedGroup.SECP256R1,
            NamedGroup.SECP384R1,
            NamedGroup.SECP521R1)
        .contains(group);
  }

  private static Optional<NamedGroup> retried(FirstFlight flight) {
    Optional<Extension> share =
        flight
            .hello()
            .filter(ServerHello::isHelloRetryRequest)
            .flatMap(hello -> hello.extension(ExtensionType.KEY_SHARE));
    try {
      return share.isPresent()
          ? Optional.of(new NamedGroup(Extensions.readUint16(share.get())))
          : Optional.empty();
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  private static Optional<NamedGroup> signed(FirstFlight flight) {
    return flight
        .hello()
        .flatMap(
            hello ->
                flight
                    .serverKeyExchange()
                    .flatMap(
                        body ->
                            KeyExchangeParameters.read(
                                body,
                                hello.cipherSuite(),
                                flight.version().filter(ProtocolVersion.TLS12::equals).isPresent()))
                    .flatMap(KeyExchangeParameters::group));
  }
}
