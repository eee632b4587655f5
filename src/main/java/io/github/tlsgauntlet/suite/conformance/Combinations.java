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
    List<Optional<NamedGroup>> groupValues = orOpen(groups);
    List<RecordLayout> layouts =
        records ? List.of(RecordLayout.values()) : List.of(RecordLayout.WHOLE);
    List<Combination> combinations = new ArrayList<>();
    int[] sizes = {suiteValues.size(), groupValues.size(), layouts.size()};
    for (int[] row : Cover.of(sizes, strength)) {
      Combination combination =
          new Combination(suiteValues.get(row[0]), groupValues.get(row[1]), layouts.get(row[2]));
      if (agree(combination)) {
        combinations.add(combination);
      }
    }
    return combinations;
  }

  /** One suite of each kind: key exchange, authentication, cipher mode and hash make the kind. */
  static List<CipherSuite> kinds(List<CipherSuiteParameters> suites) {
    Map<String, CipherSuite> kinds = new LinkedHashMap<>();
    suites.forEach(one -> kinds.putIfAbsent(kind(one), one.suite()));
    return List.copyOf(kinds.values());
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

  /** Before TLS 1.3 a suite fixes the kind of group. */
  private static boolean agree(Combination combination) {
    if (combination.suite().isEmpty() || combination.group().isEmpty()) {
      return true;
    }
    CipherSuiteParameters parameters =
        CipherSuiteParameters.of(combination.suite().get()).orElseThrow();
    boolean field = combination.group().get().toString().startsWith("ffdhe");
    return parameters.fits(ProtocolVersion.TLS13) || (parameters.keyExchange().isCurve() && !field);
  }
}
