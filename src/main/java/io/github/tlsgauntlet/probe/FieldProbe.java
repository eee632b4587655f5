package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.peer.FirstFlight;
import io.github.tlsgauntlet.probe.KeyExchangeParameters.DiffieHellman;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The finite fields of a server before TLS 1.3: which of RFC 7919's it takes, and whether it draws
 * a new value each time.
 */
final class FieldProbe {
  private final Line line;
  private final Optional<String> serverName;
  private final List<DiffieHellman> seen = new ArrayList<>();

  /**
   * What was found.
   *
   * @param groups that it negotiates; none where it takes its own whatever it is offered
   * @param values all that it sent
   */
  record Result(List<NamedGroup> groups, List<DiffieHellman> values) {
    static final Result NONE = new Result(List.of(), List.of());

    Result {
      groups = List.copyOf(groups);
      values = List.copyOf(values);
    }

    /** These groups beside the curves of the version. */
    List<GroupFacts> beside(List<GroupFacts> others, ProtocolVersion version) {
      if (groups.isEmpty()) {
        return others;
      }
      String name = version.toString();
      List<GroupFacts> all = new ArrayList<>();
      for (GroupFacts one : others) {
        List<NamedGroup> joined = new ArrayList<>(one.groups());
        if (one.version().equals(name)) {
          joined.addAll(groups);
        }
        all.add(new GroupFacts(one.version(), joined, one.preference(), one.untold()));
      }
      if (others.stream().noneMatch(one -> one.version().equals(name))) {
        all.add(new GroupFacts(name, groups, Preference.UNTOLD, List.of()));
      }
      return all;
    }
  }

  FieldProbe(Line line, Optional<String> serverName) {
    this.line = line;
    this.serverName = serverName;
  }

  /**
   * Asks where the server takes a suite with an ephemeral key in a finite field.
   *
   * @param protocol the newest version before TLS 1.3 that it speaks
   */
  Result run(ProtocolVersion protocol, VersionFacts version) {
    List<CipherSuite> suites =
        version.suites().stream().map(SuiteFacts::suite).filter(FieldProbe::isEphemeral).toList();
    if (suites.isEmpty()) {
      return Result.NONE;
    }
    Hello hello = Hello.all(protocol, serverName).suites(suites);
    if (!protocol.equals(ProtocolVersion.TLS12)) {
      if (suites.size() == 1) {
        value(line.ask(hello), protocol);
      }
      return new Result(List.of(), seen);
    }
    Elimination<NamedGroup> found =
        Elimination.run(
            Groups.fields(),
            groups -> line.ask(hello.groups(groups)),
            flight -> value(flight, protocol).flatMap(FieldProbe::group));
    // A server that knows RFC 7919 refuses when no group is left (Section 4); others go on.
    return new Result(Line.isRefusal(found.last()) ? found.values() : List.of(), seen);
  }

  private static boolean isEphemeral(CipherSuite suite) {
    return SuiteTraits.of(suite)
        .filter(traits -> !traits.export())
        // Without a certificate, what is called DH is ephemeral too.
        .filter(
            traits ->
                traits.keyExchange().equals("DHE")
                    || traits.keyExchange().equals("DH") && traits.anonymous())
        .isPresent();
  }

  private Optional<DiffieHellman> value(FirstFlight flight, ProtocolVersion protocol) {
    Optional<DiffieHellman> value = SeenFlights.diffieHellman(protocol, flight);
    value.ifPresent(seen::add);
    return value;
  }

  private static Optional<NamedGroup> group(DiffieHellman value) {
    return Groups.fields().stream()
        .filter(group -> prime(group).filter(value.prime()::equals).isPresent())
        .findFirst();
  }

  private static Optional<BigInteger> prime(NamedGroup group) {
    return KeyExchangeGroup.prime(group);
  }
}
