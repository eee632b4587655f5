package io.github.tlsgauntlet.peer;

import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes SSLKEYLOGFILE lines (RFC 9850). */
final class KeyLog {
  private final Optional<Consumer<String>> sink;
  private final byte[] clientRandom;

  KeyLog(Optional<Consumer<String>> sink, byte[] clientRandom) {
    this.sink = sink;
    this.clientRandom = clientRandom;
  }

  void write(String label, byte[] secret) {
    sink.ifPresent(
        s -> {
          HexFormat hex = HexFormat.of();
          s.accept(label + " " + hex.formatHex(clientRandom) + " " + hex.formatHex(secret));
        });
  }
}
