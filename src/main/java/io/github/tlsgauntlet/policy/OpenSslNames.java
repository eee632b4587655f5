package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that OpenSSL gives to suites and groups. */
final class OpenSslNames {
  private static final Pattern SUITE =
      Pattern.compile("TLS_(ECDHE|DHE|RSA)(?:_(RSA|ECDSA|DSS|PSK))?_WITH_(.+)");
  private static final Pattern CIPHER =
      Pattern.compile("(AES|CAMELLIA)_(128|256)_(GCM|CCM|CCM_8|CBC)(?:_(SHA|SHA256|SHA384))?");

  private OpenSslNames() {}

  /** The name of a suite up to TLS 1.2; empty for those whose OpenSSL names follow other rules. */
  static Optional<String> suite(CipherSuite suite) {
    Matcher name = SUITE.matcher(suite.toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    String authentication = Optional.ofNullable(name.group(2)).map(one -> "-" + one).orElse("");
    boolean plainRsa = name.group(1).equals("RSA") && authentication.isEmpty();
    String prefix = plainRsa ? "" : name.group(1) + authentication + "-";
    return cipher(name.group(3), prefix.contains("PSK")).map(cipher -> prefix + cipher);
  }

  private static Optional<String> cipher(String name, boolean preShared) {
    if (name.equals("CHACHA20_POLY1305_SHA256")) {
      return Optional.of("CHACHA20-POLY1305");
    }
    if (name.equals("3DES_EDE_CBC_SHA") && !preShared) {
      return Optional.of("DES-CBC3-SHA");
    }
    Matcher parts = CIPHER.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String mode =
        switch (parts.group(3)) {
          case "GCM" -> "-GCM";
          case "CCM" -> "-CCM";
          case "CCM_8" -> "-CCM8";
          default -> preShared ? "-CBC" : "";
        };
    String mac = Optional.ofNullable(parts.group(4)).map(one -> "-" + one).orElse("");
    return Optional.of(parts.group(1) + parts.group(2) + mode + mac);
  }

  /** The name of a group. */
  static String group(NamedGroup group) {
    String name = group.toString();
    return switch (name) {
      case "secp256r1" -> "prime256v1";
      case "x25519" -> "X25519";
      case "x448" -> "X448";
      default -> name;
    };
  }
}
