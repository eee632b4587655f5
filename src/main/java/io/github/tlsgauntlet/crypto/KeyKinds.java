package io.github.tlsgauntlet.crypto;

import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.spec.ECParameterSpec;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What kind of key a key is, whichever provider made it. */
final class KeyKinds {
  /** The orders of the curves that schemes are tied to: a curve's name is the provider's own. */
  private static final Map<String, String> CURVES_BY_ORDER_PREFIX =
      Map.of(
          "256:ffffffff00000000", "secp256r1",
          "384:ffffffffffffffff", "secp384r1",
          "521:1fffffffffffffff", "secp521r1",
          "256:a9fb57dba1eea9bc", "brainpoolP256r1",
          "384:8cb91e82a3386d28", "brainpoolP384r1",
          "512:aadd9db8dbe9c48b", "brainpoolP512r1",
          "256:ffffffffffffffff", "secp256k1",
          "224:ffffffffffffffff", "secp224r1");

  private static final int PREFIX = 16;

  private KeyKinds() {}

  /** The names of the curves that {@link #curve} tells apart. */
  static Collection<String> curves() {
    return CURVES_BY_ORDER_PREFIX.values();
  }

  static String kind(Key key) {
    String algorithm = key.getAlgorithm();
    return switch (algorithm.toUpperCase(Locale.ROOT)) {
      case "EC", "ECDSA" -> "EC";
      case "RSA" -> "RSA";
      case "RSASSA-PSS", "RSAPSS" -> "RSASSA-PSS";
      case "EDDSA", "ED25519", "ED448" -> edwards(key);
      case "ML-DSA", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87" -> moduleLattice(key);
      default -> algorithm;
    };
  }

  static Optional<String> curve(Key key) {
    if (key instanceof ECKey ec) {
      ECParameterSpec parameters = ec.getParams();
      if (parameters != null) {
        String order = parameters.getOrder().toString(16);
        return Optional.ofNullable(
            CURVES_BY_ORDER_PREFIX.get(
                parameters.getOrder().bitLength()
                    + ":"
                    + order.substring(0, Math.min(PREFIX, order.length()))));
      }
    }
    return Optional.empty();
  }

  /** The object identifier's last byte tells them apart: 1.3.101.112 and .113 (RFC 8410). */
  private static String edwards(Key key) {
    byte[] encoded = key.getEncoded();
    if (encoded != null) {
      for (int i = 0; i + 4 < encoded.length && i < 24; i++) {
        if (encoded[i] == 0x06
            && encoded[i + 1] == 3
            && encoded[i + 2] == 0x2b
            && encoded[i + 3] == 0x65) {
          return encoded[i + 4] == 0x71 ? "Ed448" : "Ed25519";
        }
      }
    }
    return key.getAlgorithm();
  }

  /** 2.16.840.1.101.3.4.3.17, .18 and .19 (RFC 9881). */
  private static String moduleLattice(Key key) {
    byte[] encoded = key.getEncoded();
    if (encoded != null) {
      for (int i = 0; i + 10 < encoded.length && i < 32; i++) {
        if (encoded[i] == 0x06
            && encoded[i + 1] == 9
            && encoded[i + 8] == 4
            && encoded[i + 9] == 3) {
          return switch (encoded[i + 10]) {
            case 17 -> "ML-DSA-44";
            case 18 -> "ML-DSA-65";
            case 19 -> "ML-DSA-87";
            default -> key.getAlgorithm();
          };
        }
      }
    }
    return key.getAlgorithm();
  }
}
