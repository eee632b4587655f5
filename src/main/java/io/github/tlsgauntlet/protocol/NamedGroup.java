package io.github.tlsgauntlet.protocol;

import java.util.List;
import java.util.Optional;

/**
 * A named group (IANA TLS Supported Groups registry).
 *
 * <p>A record and not an enum: a code point that nobody has registered survives decoding.
 *
 * @param code the code point as it stands on the wire
 */
public record NamedGroup(int code) {
  public static final NamedGroup SECP256R1 = new NamedGroup(23);
  public static final NamedGroup SECP384R1 = new NamedGroup(24);
  public static final NamedGroup SECP521R1 = new NamedGroup(25);
  public static final NamedGroup X25519 = new NamedGroup(29);
  public static final NamedGroup X448 = new NamedGroup(30);
  public static final NamedGroup FFDHE2048 = new NamedGroup(256);
  public static final NamedGroup FFDHE3072 = new NamedGroup(257);
  public static final NamedGroup FFDHE4096 = new NamedGroup(258);
  public static final NamedGroup FFDHE6144 = new NamedGroup(259);
  public static final NamedGroup FFDHE8192 = new NamedGroup(260);
  public static final NamedGroup SECP256R1MLKEM768 = new NamedGroup(0x11eb);
  public static final NamedGroup X25519MLKEM768 = new NamedGroup(0x11ec);

  /**
   * The code point with a registered name.
   *
   * @param name as the IANA registry has it, in any case
   */
  public static Optional<NamedGroup> named(String name) {
    return CodePointNames.codeOf("group", name).map(NamedGroup::new);
  }

  /** All registered groups. */
  public static List<NamedGroup> registered() {
    return CodePointNames.registered("group").stream().map(NamedGroup::new).toList();
  }

  /** Whether the registry recommends it; empty where it does not say. */
  public Optional<Recommended> recommended() {
    return CodePointNames.recommended("group", code);
  }

  /** The registered name, or the number where there is none. */
  @Override
  public String toString() {
    return CodePointNames.namedGroup(code);
  }
}
