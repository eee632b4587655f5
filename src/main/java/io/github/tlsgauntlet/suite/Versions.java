package io.github.tlsgauntlet.suite;

import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;

/** The versions that suites try. */
public final class Versions {
  /** What a service of today speaks. */
  public static final List<ProtocolVersion> CURRENT =
      List.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13);

  private Versions() {}

  /**
   * A version by its number.
   *
   * @param text {@code 1.2} or {@code 1.3}
   */
  public static ProtocolVersion parse(String text) {
    return switch (text) {
      case "1.2" -> ProtocolVersion.TLS12;
      case "1.3" -> ProtocolVersion.TLS13;
      default -> throw new IllegalArgumentException("No suite tries TLS " + text);
    };
  }

  /**
   * Its number alone.
   *
   * @param version TLS 1.2 or 1.3
   */
  public static String number(ProtocolVersion version) {
    return version.toString().replace("TLS ", "");
  }
}
