package io.github.tlsgauntlet.protocol;

import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import io.github.tlsgauntlet.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server's configuration for Encrypted Client Hello (RFC 9849, Section 4).
 *
 * @param encoded the whole ECHConfig as it stands on the wire, to which the encryption is bound
 * @param id config_id
 * @param kem the KEM of the key (RFC 9180, Section 7.1)
 * @param publicKey the key
 * @param suites the algorithms that the server takes
 * @param longestName maximum_name_length, in bytes; 0 for unknown
 * @param publicName the name to ask for in the clear
 * @param extensions of the configuration, not of TLS
 */
public record EchConfig(
    byte[] encoded,
    int id,
    int kem,
    byte[] publicKey,
    List<Suite> suites,
    int longestName,
    String publicName,
    List<Extension> extensions) {
  /** The version of RFC 9849. */
  public static final int VERSION = 0xfe0d;

  private static final int MOST = 64;
  private static final int MANDATORY = 0x8000;

  /**
   * Algorithms of HPKE.
   *
   * @param kdf as it stands on the wire
   * @param aead as it stands on the wire
   */
  public record Suite(int kdf, int aead) {}

  public EchConfig {
    suites = List.copyOf(suites);
    extensions = List.copyOf(extensions);
  }

  /** One of our own, for an X25519 key. */
  public static EchConfig of(
      int id, byte[] publicKey, List<Suite> suites, int longestName, String publicName) {
    int x25519 = 0x20;
    byte[] contents =
        WireWriter.write(
            w ->
                w.uint8(id)
                    .uint16(x25519)
                    .vector16(v -> v.bytes(publicKey))
                    .vector16(
                        list -> suites.forEach(one -> list.uint16(one.kdf()).uint16(one.aead())))
                    .uint8(longestName)
                    .vector8(v -> v.bytes(publicName.getBytes(StandardCharsets.ISO_8859_1)))
                    .uint16(0));
    byte[] encoded = WireWriter.write(w -> w.uint16(VERSION).vector16(v -> v.bytes(contents)));
    return new EchConfig(
        encoded, id, x25519, publicKey, suites, longestName, publicName, List.of());
  }

  /** Whether it has an extension that a client must know and ours does not (Section 4.2). */
  public boolean asksForMore() {
    return extensions.stream().anyMatch(one -> (one.type().code() & MANDATORY) != 0);
  }

  /**
   * The configurations of our version in an ECHConfigList; at most 64.
   *
   * @throws WireException if the list, or one of them, is malformed
   */
  public static List<EchConfig> readList(byte[] data) throws WireException {
    WireReader whole = WireReader.of(data);
    WireReader list = whole.vector16();
    whole.end("ECHConfigList");
    List<EchConfig> configs = new ArrayList<>();
    while (list.hasRemaining() && configs.size() < MOST) {
      int version = list.uint16();
      byte[] contents = list.vector16().rest();
      if (version == VERSION) {
        configs.add(read(contents));
      }
    }
    return configs;
  }

  private static EchConfig read(byte[] contents) throws WireException {
    WireReader reader = WireReader.of(contents);
    int id = reader.uint8();
    int kem = reader.uint16();
    byte[] key = reader.vector16().rest();
    WireReader list = reader.vector16();
    List<Suite> suites = new ArrayList<>();
    while (list.hasRemaining()) {
      suites.add(new Suite(list.uint16(), list.uint16()));
    }
    int longest = reader.uint8();
    byte[] name = reader.vector8().rest();
    List<Extension> extensions = Extension.readList(reader);
    reader.end("ECHConfigContents");
    return new EchConfig(
        WireWriter.write(w -> w.uint16(VERSION).vector16(v -> v.bytes(contents))),
        id,
        kem,
        key,
        suites,
        longest,
        new String(name, StandardCharsets.ISO_8859_1),
        extensions);
  }

  /** An ECHConfigList. */
  public static byte[] writeList(List<EchConfig> configs) {
    return WireWriter.write(
        w -> w.vector16(list -> configs.forEach(one -> list.bytes(one.encoded()))));
  }
}
