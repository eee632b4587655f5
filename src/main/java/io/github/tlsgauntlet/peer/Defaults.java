package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.List;

/** What an endpoint of ours offers and takes unless it is told otherwise. */
final class Defaults {
  static final List<ProtocolVersion> VERSIONS =
      List.of(ProtocolVersion.TLS13, ProtocolVersion.TLS12);

  static final List<NamedGroup> GROUPS =
      List.of(
          NamedGroup.X25519,
          NamedGroup.SECP256R1,
          NamedGroup.X25519MLKEM768,
          NamedGroup.SECP384R1,
          NamedGroup.SECP521R1,
          NamedGroup.X448,
          NamedGroup.FFDHE2048,
          NamedGroup.FFDHE3072);

  /** AEAD before CBC, ephemeral before static, and both kinds of certificate. */
  static final List<CipherSuite> SUITES =
      suites(
          0x1301, 0x1302, 0x1303, 0x1304, 0x1305, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8,
          0xc0ac, 0xc0ad, 0xc0ae, 0xc0af, 0x009e, 0x009f, 0xccaa, 0xc023, 0xc027, 0xc024, 0xc028,
          0xc009, 0xc013, 0xc00a, 0xc014, 0x0067, 0x006b, 0x0033, 0x0039, 0x009c, 0x009d, 0xc09c,
          0xc09d, 0x003c, 0x003d, 0x002f, 0x0035, 0xc012, 0x000a);

  private Defaults() {}

  private static List<CipherSuite> suites(int... codes) {
    return java.util.Arrays.stream(codes).mapToObj(CipherSuite::new).toList();
  }
}
