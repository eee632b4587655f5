package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.protocol.CipherSuite;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what a rule wants. */
final class DemandReader {
  private DemandReader() {}

  static Demand read(Kind kind, Map<String, Node> fields) throws Misfit {
    Node value = Node.needed(fields, kind.field());
    return switch (kind) {
      case REQUIRE_VERSIONS -> versions(VersionDemand.Sense.REQUIRED, value);
      case ALLOW_VERSIONS -> versions(VersionDemand.Sense.ALLOWED, value);
      case FORBID_VERSIONS -> versions(VersionDemand.Sense.FORBIDDEN, value);
      case ALLOW_SUITES ->
          new AllowedSuites(
              value.each("cipher suite", CipherSuite::named, List.of()), scope(fields));
      case FORBID_SUITES ->
          new ForbiddenSuites(
              value.each("trait of suites", SuiteFilter::named, SuiteFilter.NAMES), scope(fields));
      case ALLOW_GROUPS ->
          new AllowedGroups(value.each("group", GroupNames::find, List.of()), scope(fields));
      case REQUIRE_GROUPS ->
          new RequiredGroups(value.each("group", GroupNames::find, List.of()), scope(fields));
      case LEAST_RSA_BITS -> new LeastRsaBits(value.number(), reach(fields));
      case LEAST_EC_BITS -> new LeastEcBits(value.number(), reach(fields));
      case LEAST_DH_BITS -> new LeastDhBits(value.number());
      case ALLOW_KEYS -> new AllowedKeys(value.texts(), reach(fields));
      case ALLOW_CURVES ->
          new AllowedCurves(value.each("curve", DemandReader::curve, List.of()), reach(fields));
      case ALLOW_SIGNATURES -> new AllowedSignatures(value.texts(), reach(fields));
      case FORBID_SIGNATURES ->
          new ForbiddenSignatures(
              value.each("hash function", DemandReader::hash, SignatureNames.HASHES),
              reach(fields));
      case MOST_DAYS -> new MostDays(value.number(), reach(fields));
      case SERVER_ORDER -> new ServerOrder(value.truth(), scope(fields));
      case LEAST_HSTS_SECONDS -> new LeastHsts(value.number());
      case LEAST_GRADE -> new LeastGrade(letter(value));
      case REQUIRE_FEATURES -> features(true, value);
      case FORBID_FEATURES -> features(false, value);
      case FORBID_WEAKNESSES ->
          new ForbiddenWeaknesses(
              value.each("form of a weakness", DemandReader::weakness, List.of("names-like-this")),
              fields.containsKey("exposed") && Node.needed(fields, "exposed").truth());
      case REQUIRE_CHAIN ->
          new RequiredChain(value.each("quality of chains", DemandReader::quality, qualities()));
    };
  }

  private static VersionDemand versions(VersionDemand.Sense sense, Node value) throws Misfit {
    return new VersionDemand(sense, versions(value));
  }

  private static List<String> versions(Node value) throws Misfit {
    return value.each("version", one -> known(one, Versions.ALL), Versions.ALL);
  }

  private static FeatureDemand features(boolean required, Node value) throws Misfit {
    return new FeatureDemand(
        required, value.each("feature", one -> known(one, Features.IDS), Features.IDS));
  }

  private static Scope scope(Map<String, Node> fields) throws Misfit {
    return fields.containsKey("in") ? new Scope(versions(Node.needed(fields, "in"))) : Scope.ALL;
  }

  private static Reach reach(Map<String, Node> fields) throws Misfit {
    if (!fields.containsKey("of")) {
      return Reach.LEAF;
    }
    String text = Node.needed(fields, "of").text();
    return switch (text) {
      case "leaf" -> Reach.LEAF;
      case "chain" -> Reach.CHAIN;
      default -> throw Node.unknown("reach", text, List.of("leaf", "chain"));
    };
  }

  private static Optional<String> curve(String name) {
    return GroupNames.find(name).map(any -> GroupNames.registered(name));
  }

  private static Optional<String> hash(String name) {
    return known(name.toLowerCase(Locale.ROOT).replace("-", ""), SignatureNames.HASHES);
  }

  private static Optional<String> weakness(String name) {
    return Optional.of(name).filter(one -> one.matches("[a-z0-9]+(-[a-z0-9]+)*"));
  }

  private static String letter(Node value) throws Misfit {
    String text = value.text();
    if (!LeastGrade.LETTERS.contains(text)) {
      throw Node.unknown("letter", text, LeastGrade.LETTERS);
    }
    return text;
  }

  private static Optional<RequiredChain.Quality> quality(String name) {
    return Arrays.stream(RequiredChain.Quality.values())
        .filter(one -> one.word().equals(name))
        .findFirst();
  }

  private static List<String> qualities() {
    return Arrays.stream(RequiredChain.Quality.values()).map(RequiredChain.Quality::word).toList();
  }

  private static Optional<String> known(String name, List<String> all) {
    return Optional.of(name).filter(all::contains);
  }
}
