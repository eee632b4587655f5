package io.github.tlsgauntlet.target.remote;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * One ClientHello (RFC 9846, Section 4.2.2) that next to any TLS server answers, if only with an
 * alert: TLS 1.0 to 1.3, the common suites and groups.
 */
final class GreetingHello {
  private static final int[] CIPHER_SUITES = {
    0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc013, 0xc00a,
    0xc014, 0x009e, 0x009f, 0x0033, 0x0039, 0x009c, 0x009d, 0x002f, 0x0035, 0x000a, 0x00ff
  };
  private static final int[] GROUPS = {0x001d, 0x0017, 0x0018, 0x0019, 0x0100};
  private static final int[] SIGNATURE_SCHEMES = {
    0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201
  };
  private static final int[] VERSIONS = {0x0304, 0x0303, 0x0302, 0x0301};
  private static final int X25519_SHARE = 32;

  private GreetingHello() {}

  /**
   * The record's bytes.
   *
   * @param serverName for the server_name extension (RFC 6066, Section 3); empty for none
   */
  static byte[] bytes(Optional<String> serverName) {
    SecureRandom random = new SecureRandom();
    ByteArrayOutputStream hello = new ByteArrayOutputStream();
    u16(hello, 0x0303);
    hello.writeBytes(random(random, 32));
    hello.write(32);
    hello.writeBytes(random(random, 32));
    vector16(hello, list16(CIPHER_SUITES));
    hello.write(1);
    hello.write(0);
    vector16(hello, extensions(serverName, random));
    ByteArrayOutputStream handshake = new ByteArrayOutputStream();
    handshake.write(1);
    handshake.write(0);
    vector16(handshake, hello.toByteArray());
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(22);
    u16(message, 0x0301);
    vector16(message, handshake.toByteArray());
    return message.toByteArray();
  }

  private static byte[] extensions(Optional<String> serverName, SecureRandom random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    serverName.ifPresent(name -> extension(out, 0, serverNameList(name)));
    extension(out, 10, vector16(list16(GROUPS)));
    extension(out, 11, new byte[] {1, 0});
    extension(out, 13, vector16(list16(SIGNATURE_SCHEMES)));
    ByteArrayOutputStream versions = new ByteArrayOutputStream();
    versions.write(VERSIONS.length * 2);
    versions.writeBytes(list16(VERSIONS));
    extension(out, 43, versions.toByteArray());
    ByteArrayOutputStream share = new ByteArrayOutputStream();
    u16(share, GROUPS[0]);
    vector16(share, publicValue(random));
    extension(out, 51, vector16(share.toByteArray()));
    return out.toByteArray();
  }

  /** Reduced, as a client's own is: some servers refuse the bit that RFC 7748 has them ignore. */
  private static byte[] publicValue(SecureRandom random) {
    byte[] value = random(random, X25519_SHARE);
    value[X25519_SHARE - 1] &= 0x7f;
    return value;
  }

  private static byte[] serverNameList(String name) {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    entry.write(0);
    vector16(entry, name.getBytes(StandardCharsets.US_ASCII));
    return vector16(entry.toByteArray());
  }

  private static void extension(ByteArrayOutputStream out, int type, byte[] data) {
    u16(out, type);
    vector16(out, data);
  }

  private static byte[] list16(int[] values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int value : values) {
      u16(out, value);
    }
    return out.toByteArray();
  }

  private static byte[] vector16(byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    vector16(out, data);
    return out.toByteArray();
  }

  private static void vector16(ByteArrayOutputStream out, byte[] data) {
    u16(out, data.length);
    out.writeBytes(data);
  }

  private static void u16(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }

  private static byte[] random(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
