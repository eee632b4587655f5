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

/** What a requirement has to hold over on one target, and the combinations of it. */
final class Combinations {
  private final List<Optional<CipherSuite>> suites;
  private final List<Optional<NamedGroup>> groups;
  private final List<RecordLayout> layouts;
  private final boolean groupsVary;

  /**
   * All combinations of suites, groups and layouts.
   *
   * @param suites to vary; none leaves the suite open
   * @param groups to vary; none leaves the group open
   * @param records whether layouts vary
   */
  Combinations(List<CipherSuite> suites, List<NamedGroup> groups, boolean records) {
    this.suites = orOpen(suites);
    this.groups = new ArrayList<>(orOpen(groups));
    this.groupsVary = !groups.isEmpty();
    if (groupsVary && suites.stream().anyMatch(suite -> !takesGroups(suite))) {
      this.groups.add(Optional.empty());
    }
    this.layouts = records ? List.of(RecordLayout.values()) : List.of(RecordLayout.WHOLE);
  }

  /** Nothing varies. */
  static Combinations open() {
    return new Combinations(List.of(), List.of(), false);
  }

  /** How many values each dimension has. */
  int[] sizes() {
    return new int[] {suites.size(), groups.size(), layouts.size()};
  }

  /** The combination of these values, by their indices; empty where it cannot be. */
  Optional<Combination> at(int[] row) {
    Optional<CipherSuite> suite = suites.get(row[0]);
    Optional<NamedGroup> group = groups.get(row[1]);
    return agree(suite, group)
        ? Optional.of(new Combination(suite, group, layouts.get(row[2])))
        : Optional.empty();
  }

  /** Every combination that can be. */
  List<Combination> all() {
    List<Combination> all = new ArrayList<>();
    for (int suite = 0; suite < suites.size(); suite++) {
      for (int group = 0; group < groups.size(); group++) {
        for (int layout = 0; layout < layouts.size(); layout++) {
          at(new int[] {suite, group, layout}).ifPresent(all::add);
        }
      }
    }
    return all;
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
  private boolean agree(Optional<CipherSuite> suite, Optional<NamedGroup> group) {
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
