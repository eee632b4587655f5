package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.NamedGroup;
import java.util.Arrays;
import java.util.Optional;

/**
 * The secret that an endpoint comes to which does not check the peer's share, for shares that lead
 * to one secret whatever is private: points of low order, a point of order two beside the curve,
 * and the numbers 0, 1, p-1 and p.
 */
final class CarelessSecret {
  private static final int UNCOMPRESSED = 4;
  private static final int X448 = 56;
  private static final int FIRST_FIELD_GROUP = 256;
  private static final int LAST_FIELD_GROUP = 511;

  private CarelessSecret() {}

  static byte[] of(Optional<NamedGroup> group, byte[] share) {
    return group.isPresent() ? of(group.get(), share) : share.clone();
  }

  static byte[] of(NamedGroup group, byte[] share) {
    if (group.equals(NamedGroup.X25519)) {
      return new byte[32];
    }
    if (group.equals(NamedGroup.X448)) {
      return new byte[X448];
    }
    boolean field = group.code() >= FIRST_FIELD_GROUP && group.code() <= LAST_FIELD_GROUP;
    if (field || share.length == 0 || share[0] != UNCOMPRESSED) {
      return share.clone();
    }
    return Arrays.copyOfRange(share, 1, 1 + (share.length - 1) / 2);
  }
}
