package io.github.tlsgauntlet.policy;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the products without OpenSSL know: they refuse a list with anything else in it. */
final class ProductNames {
  // What BoringSSL has up to TLS 1.2.
  private static final Pattern ENVOY =
      Pattern.compile(
          "TLS_(ECDHE_(ECDSA|RSA)|RSA)_WITH_(AES_(128|256)_CBC_SHA"
              + "|AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256)");
  // What the JDK never had.
  private static final Pattern NOT_JSSE = Pattern.compile(".*(_CCM|_PSK|CAMELLIA|ARIA|SEED|SM4).*");

  private ProductNames() {}

  static List<CipherSuite> envoy(List<CipherSuite> suites) {
    return suites.stream().filter(one -> ENVOY.matcher(one.toString()).matches()).toList();
  }

  static List<CipherSuite> jsse(List<CipherSuite> suites) {
    return suites.stream().filter(one -> !NOT_JSSE.matcher(one.toString()).matches()).toList();
  }

  static Optional<String> envoy(NamedGroup group) {
    return switch (group.toString()) {
      case "x25519" -> Optional.of("X25519");
      case "secp256r1" -> Optional.of("P-256");
      case "secp384r1" -> Optional.of("P-384");
      case "secp521r1" -> Optional.of("P-521");
      case "X25519MLKEM768" -> Optional.of("X25519MLKEM768");
      default -> Optional.empty();
    };
  }
}
