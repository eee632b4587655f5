package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.peer.TlsServer;
import java.nio.charset.StandardCharsets;

/** Answers whose body ends where the connection does (RFC 9112, Section 6.3). */
final class CutShort {
  private static final byte[] HEAD =
      ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
              + "one half of a sentence")
          .getBytes(StandardCharsets.ISO_8859_1);

  private CutShort() {}

  /** Ended with close_notify, as our server does by itself. */
  static void whole(TlsServer server, byte[] response) {
    if (server.read().isPresent()) {
      server.write(HEAD);
    }
  }

  /** Ended by the end of the stream alone. */
  static void cut(TlsServer server, byte[] response) {
    if (server.read().isPresent()) {
      server.write(HEAD);
      server.breakOff();
    }
  }
}
