package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which groups a probe offers in a version. */
final class Groups {
  private static final int FIRST_FINITE_FIELD = 256;
  private static final int FIRST_TLS13_ONLY = 512;
  private static final int FIRST_BRAINPOOL13 = 31;
  private static final int LAST_BRAINPOOL13 = 33;
  private static final int CURVE_SM2 = 41;
  private static final int FIRST_EXPLICIT = 0xff00;

  private static final int X25519_BITS = 253;
  private static final int SM2_BITS = 256;
  private static final Pattern SIZE =
      Pattern.compile("(?:sec[pt]|x|brainpoolP|GC|ffdhe)([0-9]{3,5})", Pattern.CASE_INSENSITIVE);

  /** A server may pass over what stands late in a long list, as some do with signature schemes. */
  private static final List<NamedGroup> USUAL =
      List.of(
          NamedGroup.X25519,
          NamedGroup.SECP256R1,
          NamedGroup.X25519MLKEM768,
          NamedGroup.SECP384R1,
          NamedGroup.X448,
          NamedGroup.SECP521R1,
          NamedGroup.FFDHE2048,
          NamedGroup.SECP256R1MLKEM768);

  private static final List<NamedGroup> ALL = usualFirst();

  private Groups() {}

  private static List<NamedGroup> usualFirst() {
    Set<NamedGroup> groups = new LinkedHashSet<>(USUAL);
    groups.addAll(NamedGroup.registered());
    return List.copyOf(groups);
  }

  /** All that the version knows, those first that servers of today take. */
  static List<NamedGroup> of(ProtocolVersion version) {
    return version.equals(ProtocolVersion.TLS13)
        ? ALL.stream().filter(group -> group.code() < FIRST_EXPLICIT).toList()
        : ALL.stream().filter(Groups::isOld).toList();
  }

  /** Elliptic curves that TLS 1.2 and before know. */
  static List<NamedGroup> curves() {
    return ALL.stream().filter(group -> isOld(group) && group.code() < FIRST_FINITE_FIELD).toList();
  }

  /** Finite fields (RFC 7919). */
  static List<NamedGroup> fields() {
    return ALL.stream()
        .filter(group -> group.code() >= FIRST_FINITE_FIELD && group.code() < FIRST_TLS13_ONLY)
        .toList();
  }

  /** curveSM2 came with TLS 1.3 (RFC 8998). */
  private static boolean isOld(NamedGroup group) {
    return group.code() < FIRST_TLS13_ONLY
        && group.code() != CURVE_SM2
        && (group.code() < FIRST_BRAINPOOL13 || group.code() > LAST_BRAINPOOL13);
  }

  /**
   * The size of a curve's field in bits, or a finite field's; of a hybrid, its curve's. 0 where it
   * is not known, or there is no such field.
   */
  static int bits(NamedGroup group) {
    String name = group.toString();
    if (name.contains("X25519") || name.equals("x25519")) {
      return X25519_BITS;
    }
    if (name.startsWith("curveSM2")) {
      return SM2_BITS;
    }
    Matcher digits = SIZE.matcher(name);
    return digits.lookingAt() ? Integer.parseInt(digits.group(1)) : 0;
  }
}
