package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;

/** Which groups a probe offers in a version. */
final class Groups {
  private static final int FIRST_FINITE_FIELD = 256;
  private static final int FIRST_TLS13_ONLY = 512;
  private static final int FIRST_BRAINPOOL13 = 31;
  private static final int LAST_BRAINPOOL13 = 33;

  private Groups() {}

  static List<NamedGroup> of(ProtocolVersion version) {
    return version.equals(ProtocolVersion.TLS13)
        ? NamedGroup.registered()
        : NamedGroup.registered().stream().filter(Groups::isOld).toList();
  }

  /** Elliptic curves that TLS 1.2 and before know. */
  static List<NamedGroup> curves() {
    return NamedGroup.registered().stream()
        .filter(group -> isOld(group) && group.code() < FIRST_FINITE_FIELD)
        .toList();
  }

  private static boolean isOld(NamedGroup group) {
    return group.code() < FIRST_TLS13_ONLY
        && (group.code() < FIRST_BRAINPOOL13 || group.code() > LAST_BRAINPOOL13);
  }

  /** The size of a curve's field in bits; 0 where it is not known. */
  static int bits(NamedGroup group) {
    String digits = group.toString().replaceAll("^[A-Za-z]*?([0-9]{3,5}).*$", "$1");
    return switch (digits) {
      case "25519" -> 253;
      case "448" -> 448;
      default -> digits.matches("[0-9]+") ? Integer.parseInt(digits) : 0;
    };
  }
}
