package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the groups that a server takes for its key exchange. */
final class GroupProbe {
  private final Line line;
  private final Optional<String> serverName;

  GroupProbe(Line line, Optional<String> serverName) {
    this.line = line;
    this.serverName = serverName;
  }

  /** In TLS 1.3, by the HelloRetryRequests that a hello without key shares causes. */
  Optional<GroupFacts> tls13(VersionProbe.Result version) {
    Hello hello =
        Hello.all(ProtocolVersion.TLS13, serverName)
            .suites(version.facts().suites().stream().map(SuiteFacts::suite).toList());
    return facts(
        version.facts(),
        version.answerTo(hello.suites()),
        groups ->
            hello
                .groups(groups)
                .shares(version.needsShares() ? Shares.of(groups, line.random()) : List.of()),
        GroupProbe::negotiated,
        Groups.of(ProtocolVersion.TLS13));
  }

  /** In TLS 1.2 and before, by the curve of the ServerKeyExchange. */
  Optional<GroupFacts> older(ProtocolVersion protocol, VersionProbe.Result version) {
    List<CipherSuite> suites =
        version.facts().suites().stream()
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
            version.facts(),
            version.answerTo(suites),
            Hello.all(protocol, serverName).suites(suites)::groups,
            GroupProbe::signed,
            Groups.curves());
  }

  private interface Choice {
    Optional<NamedGroup> of(FirstFlight flight);
  }

  private Optional<GroupFacts> facts(
      VersionFacts version,
      Optional<FirstFlight> known,
      Function<List<NamedGroup>, Hello> hello,
      Choice choice,
      List<NamedGroup> candidates) {
    Function<List<NamedGroup>, FirstFlight> ask = groups -> line.ask(hello.apply(groups));
    Elimination<NamedGroup> found = Elimination.run(candidates, known, ask, choice::of);
    List<NamedGroup> groups = new ArrayList<>(found.values());
    List<NamedGroup> untold = new ArrayList<>();
    if (!groups.isEmpty() && needsCertificateCurve(hello.apply(groups), found)) {
      // The last one chosen is the curve of its certificate: without it, an ECDSA suite is out.
      NamedGroup needed = groups.get(groups.size() - 1);
      List<NamedGroup> left = new ArrayList<>(candidates);
      left.removeAll(groups);
      groups.addAll(
          Elimination.run(left, others -> ask.apply(beside(needed, others)), choice::of).values());
      left.removeAll(groups);
      for (NamedGroup candidate : left) {
        // Two alone may be chosen from by another order than many.
        if (isCommon(candidate)) {
          Optional<NamedGroup> chosen = choice.of(ask.apply(beside(needed, List.of(candidate))));
          (chosen.equals(Optional.of(candidate)) ? groups : untold).add(candidate);
        }
      }
    }
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new GroupFacts(
                version.version(),
                groups,
                Elimination.preference(groups, any -> true, ask, choice::of),
                untold));
  }

  private static List<NamedGroup> beside(NamedGroup needed, List<NamedGroup> others) {
    List<NamedGroup> groups = new ArrayList<>(others);
    groups.add(needed);
    return groups;
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

  /** A ServerHello's share begins with what a HelloRetryRequest's consists of. */
  static Optional<NamedGroup> negotiated(FirstFlight flight) {
    Optional<Extension> share =
        flight.hello().flatMap(hello -> hello.extension(ExtensionType.KEY_SHARE));
    try {
      return share.isPresent()
          ? Optional.of(new NamedGroup(WireReader.of(share.get().data()).uint16()))
          : Optional.empty();
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  /** The curve of a ServerKeyExchange. */
  static Optional<NamedGroup> signed(FirstFlight flight) {
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
