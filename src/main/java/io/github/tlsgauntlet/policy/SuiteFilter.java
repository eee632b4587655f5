package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.SuiteTraits;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trait that suites may have, by the name that policies give it.
 *
 * @param name such as {@code no-forward-secrecy} or {@code below-112-bits}
 */
public record SuiteFilter(String name) {
  private static final Pattern BITS = Pattern.compile("below-([1-9][0-9]{0,3})-bits");

  /** What policies may write. */
  static final List<String> NAMES =
      List.of(
          "anonymous",
          "null",
          "export",
          "rc4",
          "small-blocks",
          "cbc",
          "no-forward-secrecy",
          "dhe",
          "below-N-bits");

  /** A filter by its name. */
  static Optional<SuiteFilter> named(String name) {
    return test(name).map(any -> new SuiteFilter(name));
  }

  /** Whether a suite has the trait; empty where its name tells nothing. */
  Optional<Boolean> matches(CipherSuite suite) {
    return SuiteTraits.of(suite)
        .flatMap(traits -> test(name).map(predicate -> predicate.test(traits)));
  }

  private static Optional<Predicate<SuiteTraits>> test(String name) {
    Matcher bits = BITS.matcher(name);
    if (bits.matches()) {
      int least = Integer.parseInt(bits.group(1));
      return Optional.of(traits -> traits.bits() < least);
    }
    return switch (name) {
      case "anonymous" -> Optional.of(SuiteTraits::anonymous);
      case "null" -> Optional.of(traits -> traits.mode() == SuiteTraits.Mode.NULL);
      case "export" -> Optional.of(SuiteTraits::export);
      case "rc4" -> Optional.of(SuiteTraits::rc4);
      case "small-blocks" -> Optional.of(SuiteTraits::smallBlocks);
      case "cbc" -> Optional.of(traits -> traits.mode() == SuiteTraits.Mode.CBC);
      case "no-forward-secrecy" -> Optional.of(traits -> !traits.forwardSecret());
      case "dhe" -> Optional.of(traits -> traits.keyExchange().equals("DHE"));
      default -> Optional.empty();
    };
  }
}
