package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.wire.WireWriter;

/**
 * A key that both sides hold before they meet, for versions before TLS 1.3 (RFC 4279).
 *
 * @param identity under which the server finds it
 * @param key any number of bytes
 */
public record PreSharedKey(byte[] identity, byte[] key) {
  /**
   * The premaster secret that it makes (RFC 4279, Section 2).
   *
   * @param other what else was agreed on; empty where nothing was
   */
  byte[] premaster(byte[] other) {
    byte[] first = other.length == 0 ? new byte[key.length] : other;
    return WireWriter.write(w -> w.vector16(v -> v.bytes(first)).vector16(v -> v.bytes(key)));
  }
}
