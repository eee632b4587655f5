package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/** A CLIENT-HELLO in the format of SSL 2.0, read as one of TLS (RFC 5246, Appendix E.2). */
final class Ssl2Hello {
  private static final int RANDOM = 32;

  private Ssl2Hello() {}

  static ClientHello read(byte[] message) throws WireException {
    WireReader reader = WireReader.of(message);
    reader.uint8();
    ProtocolVersion version = new ProtocolVersion(reader.uint16());
    int suiteBytes = reader.uint16();
    int sessionBytes = reader.uint16();
    int challengeBytes = reader.uint16();
    WireReader specs = WireReader.of(reader.bytes(suiteBytes));
    List<CipherSuite> suites = new ArrayList<>();
    while (specs.hasRemaining()) {
      int spec = specs.uint24();
      if (spec <= 0xffff) {
        suites.add(new CipherSuite(spec));
      }
    }
    reader.bytes(sessionBytes);
    byte[] challenge = reader.bytes(Math.min(challengeBytes, RANDOM));
    byte[] random = new byte[RANDOM];
    System.arraycopy(challenge, 0, random, RANDOM - challenge.length, challenge.length);
    return new ClientHello(version, random, new byte[0], suites, new byte[] {0}, List.of());
  }
}
