package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.NamedGroup;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Key shares for servers that answer a hello without any by an alert. */
final class Shares {
  private static final List<NamedGroup> CHEAP =
      List.of(
          NamedGroup.X25519,
          NamedGroup.SECP256R1,
          NamedGroup.SECP384R1,
          NamedGroup.SECP521R1,
          NamedGroup.X448);

  private Shares() {}

  /** A share for each of these groups that costs little to make. */
  static List<Extensions.KeyShare> of(List<NamedGroup> groups, SecureRandom random) {
    List<Extensions.KeyShare> shares = new ArrayList<>();
    for (NamedGroup group : CHEAP) {
      if (groups.contains(group)) {
        KeyExchangeGroup.of(group)
            .ifPresent(
                known ->
                    shares.add(new Extensions.KeyShare(group, known.initiate(random).share())));
      }
    }
    return shares;
  }
}
