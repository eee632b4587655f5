package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes combinations of what a target takes. */
final class Combinations {
  /**
   * Bits of the longest finite field that is combined below full strength: longer ones run the same
   * code, and cost servers in a JVM up to a second for each handshake.
   */
  private static final int LONGEST_COMBINED = 3072;

  private Combinations() {}

  /**
   * A cover of suites, groups and layouts. Below the strength that combines all of them, a finite
   * field of more than {@value #LONGEST_COMBINED} bits stands in one combination alone.
   *
   * @param suites to vary; none leaves the suite open
   * @param groups to vary; none leaves the group open
   * @param records whether layouts vary
   * @param strength how many dimensions are combined
   */
  static List<Combination> of(
      List<CipherSuite> suites, List<NamedGroup> groups, boolean records, int strength) {
    if (strength >= Dimension.values().length) {
      return cover(suites, groups, records, strength);
    }
    List<NamedGroup> combined = groups.stream().filter(group -> !isLong(group)).toList();
    List<Combination> all = new ArrayList<>();
    if (!combined.isEmpty() || groups.isEmpty()) {
      all.addAll(cover(suites, combined, records, strength));
    }
    groups.stream()
        .filter(Combinations::isLong)
        .flatMap(one -> once(suites, one))
        .forEach(all::add);
    return all;
  }

  private static boolean isLong(NamedGroup group) {
    return KeyExchangeGroup.prime(group)
        .filter(prime -> prime.bitLength() > LONGEST_COMBINED)
        .isPresent();
  }

  /** With the first suite that takes it. */
  private static Stream<Combination> once(List<CipherSuite> suites, NamedGroup group) {
    return cover(suites, List.of(group), false, 1).stream()
        .filter(one -> one.group().isPresent())
        .limit(1);
  }

  private static List<Combination> cover(
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
