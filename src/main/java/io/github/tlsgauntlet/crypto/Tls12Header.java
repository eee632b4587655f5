package io.github.tlsgauntlet.crypto;

import io.github.tlsgauntlet.wire.WireWriter;

/** The bytes around a TLS 1.2 record that protection needs (RFC 5246, Section 6.2). */
final class Tls12Header {
  static final int VERSION = 0x0303;

  private Tls12Header() {}

  /** What a MAC or an AEAD covers besides the content. */
  static byte[] additional(byte[] sequence, int contentType, int version, int length) {
    return WireWriter.write(
        w -> w.bytes(sequence).uint8(contentType).uint16(version).uint16(length));
  }

  /** A record of TLS 1.2. */
  static byte[] record(int contentType, byte[] fragment) {
    return WireWriter.write(
        w -> w.uint8(contentType).uint16(VERSION).uint16(fragment.length).bytes(fragment));
  }
}
