package io.github.tlsgauntlet.target.jvm;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.Comparator;
import java.util.Set;

/** JSSE's names of protocol versions. */
final class Versions {
  private Versions() {}

  /** The versions' names, newest first. */
  static String[] names(Set<ProtocolVersion> versions) {
    return versions.stream()
        .sorted(Comparator.comparingInt(ProtocolVersion::code).reversed())
        .map(Versions::name)
        .toArray(String[]::new);
  }

  private static String name(ProtocolVersion version) {
    return switch (version.code()) {
      case 0x0300 -> "SSLv3";
      case 0x0301 -> "TLSv1";
      case 0x0302 -> "TLSv1.1";
      case 0x0303 -> "TLSv1.2";
      case 0x0304 -> "TLSv1.3";
      default -> version.toString();
    };
  }
}
