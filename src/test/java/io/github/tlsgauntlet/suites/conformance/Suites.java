package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.CipherSuite;
import java.util.List;
import java.util.stream.Stream;

/** Cipher suites for faults. */
final class Suites {
  /** Of TLS 1.3 and 1.2, for both kinds of key. */
  static final List<CipherSuite> OF_TODAY =
      Stream.of(0x1301, 0x1302, 0xc02b, 0xc02f).map(CipherSuite::new).toList();

  private Suites() {}
}
