package io.github.tlsgauntlet.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Certificate signatures by the names that the JDK and the X.509 world give them. */
final class SignatureNames {
  /** Hash functions that policies may name alone. */
  static final List<String> HASHES = List.of("md2", "md5", "sha1");

  private static final List<String> WITHOUT_HASH = List.of("ed25519", "ed448", "ml-dsa", "slh-dsa");

  private SignatureNames() {}

  /** Lower case, in the JDK's order: ecdsa-with-SHA256 and sha256WithRSAEncryption are known. */
  static String normal(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replaceAll("encryption$", "");
    if (lower.startsWith("ecdsa-with-")) {
      return lower.substring("ecdsa-with-".length()) + "withecdsa";
    }
    return lower;
  }

  /**
   * The hash function that is signed, in lower case without hyphens; {@code none} where the
   * signature brings its own; empty where the name doesn't tell, as with RSASSA-PSS.
   */
  static Optional<String> hash(String signature) {
    String name = normal(signature);
    if (WITHOUT_HASH.stream().anyMatch(name::startsWith)) {
      return Optional.of("none");
    }
    int with = name.indexOf("with");
    return with > 0 ? Optional.of(name.substring(0, with).replace("-", "")) : Optional.empty();
  }
}
