package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes combinations of what a target takes. */
final class Combinations {
  private Combinations() {}

  /**
   * A cover of suites, groups and layouts.
   *
   * @param suites to vary; none leaves the suite open
   * @param groups to vary; none leaves the group open
   * @param records whether layouts vary
   * @param strength how many dimensions are combined
   */
  static List<Combination> of(
      List<CipherSuite> suites, List<NamedGroup> groups, boolean records, int strength) {
    List<Optional<CipherSuite>> suiteValues = orOpen(suites);
    List<Optional<NamedGroup>> groupValues = new ArrayList<>(orOpen(groups));
    if (!groups.isEmpty() && suites.stream().anyMatch(suite -> !takesGroups(suite))) {
      groupValues.add(Optional.empty());
    }
    List<RecordLayout> layouts =
        records ? List.of(RecordLayout.values()) : List.of(RecordLayout.WHOLE);
    int[] sizes = {suiteValues.size(), groupValues.size(), layouts.size()};
    return Cover.of(
            sizes,
            strength,
            row -> agree(suiteValues.get(row[0]), groupValues.get(row[1]), !groups.isEmpty()))
        .stream()
        .map(
            row ->
                new Combination(
                    suiteValues.get(row[0]), groupValues.get(row[1]), layouts.get(row[2])))
        .toList();
  }

  /**
   * The suites to vary: all of them, or at strength 1 one of each kind; key exchange,
   * authentication, cipher mode and hash make the kind.
   */
  static List<CipherSuite> suites(List<CipherSuiteParameters> suites, int strength) {
    Map<String, CipherSuite> chosen = new LinkedHashMap<>();
    suites.forEach(
        one -> chosen.putIfAbsent(strength == 1 ? kind(one) : one.suite().toString(), one.suite()));
    return List.copyOf(chosen.values());
  }

  private static String kind(CipherSuiteParameters parameters) {
    return parameters.keyExchange()
        + " "
        + parameters.authentication()
        + " "
        + parameters.bulk().mode()
        + " "
        + parameters.hash();
  }

  /** Hybrids with ML-KEM are TLS 1.3's; a finite field needs a suite of its own before that. */
  static boolean fits(NamedGroup group, Optional<ProtocolVersion> version) {
    String name = group.toString();
    return version.filter(ProtocolVersion.TLS13::equals).isPresent()
        || !(name.contains("MLKEM") || name.startsWith("ffdhe"));
  }

  private static <T> List<Optional<T>> orOpen(List<T> values) {
    return values.isEmpty()
        ? List.of(Optional.empty())
        : values.stream().map(Optional::of).toList();
  }

  /** Before TLS 1.3 a suite without ECDHE goes with no group that is named, one with it only so. */
  private static boolean agree(
      Optional<CipherSuite> suite, Optional<NamedGroup> group, boolean groupsVary) {
    if (suite.isEmpty() || !groupsVary) {
      return true;
    }
    return takesGroups(suite.get())
        ? group.filter(one -> fits(suite.get(), one)).isPresent()
        : group.isEmpty();
  }

  private static boolean takesGroups(CipherSuite suite) {
    CipherSuiteParameters parameters = CipherSuiteParameters.of(suite).orElseThrow();
    return parameters.fits(ProtocolVersion.TLS13) || parameters.keyExchange().isCurve();
  }

  private static boolean fits(CipherSuite suite, NamedGroup group) {
    return CipherSuiteParameters.of(suite).orElseThrow().fits(ProtocolVersion.TLS13)
        || !group.toString().startsWith("ffdhe");
  }
}
