package io.github.tlsgauntlet.policy;

import java.util.List;

/** The versions that rules may name, oldest first. */
final class Versions {
  static final List<String> ALL =
      List.of("SSL 2.0", "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3");
  static final String TLS12 = "TLS 1.2";
  static final String TLS13 = "TLS 1.3";

  private Versions() {}

  static boolean before13(String version) {
    return !version.equals(TLS13);
  }
}
