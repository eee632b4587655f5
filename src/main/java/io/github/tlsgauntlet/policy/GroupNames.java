package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Groups and curves by the names that people use, and their sizes. */
final class GroupNames {
  private static final Pattern ELLIPTIC =
      Pattern.compile("(?:sec[pt]|brainpoolp)([0-9]+).*", Pattern.CASE_INSENSITIVE);
  private static final Pattern FINITE = Pattern.compile("ffdhe([0-9]+)");

  private GroupNames() {}

  /** A group by its registered name, or OpenSSL's and NIST's for the common curves. */
  static Optional<NamedGroup> find(String name) {
    return NamedGroup.named(registered(name));
  }

  /** The registered name of a curve, in lower case. */
  static String registered(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replaceAll("\\s.*", "");
    return switch (lower) {
      case "prime256v1", "p-256" -> "secp256r1";
      case "p-384" -> "secp384r1";
      case "p-521" -> "secp521r1";
      default -> lower;
    };
  }

  /** The size of an elliptic curve in bits; empty for anything else, also for hybrids. */
  static OptionalInt ellipticBits(String group) {
    if (group.equalsIgnoreCase("x25519")) {
      return OptionalInt.of(255);
    }
    if (group.equalsIgnoreCase("x448")) {
      return OptionalInt.of(448);
    }
    return group.contains("MLKEM") ? OptionalInt.empty() : bits(ELLIPTIC, group);
  }

  /** The size of a finite-field group in bits; empty for anything else. */
  static OptionalInt finiteBits(String group) {
    return bits(FINITE, group);
  }

  private static OptionalInt bits(Pattern pattern, String group) {
    Matcher matcher = pattern.matcher(group);
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  static String list(List<NamedGroup> groups) {
    return groups.stream().map(NamedGroup::toString).collect(Collectors.joining(", "));
  }
}
