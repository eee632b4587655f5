package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** ServerHellos that differ from a given one in one thing. */
final class Answers {
  private Answers() {}

  static UnaryOperator<ServerHello> version(ProtocolVersion version) {
    return hello -> of(hello, version, hello.sessionId(), hello.compressionMethod());
  }

  static UnaryOperator<ServerHello> sessionId(byte... sessionId) {
    return hello -> of(hello, hello.legacyVersion(), sessionId, hello.compressionMethod());
  }

  static UnaryOperator<ServerHello> compression(int method) {
    return hello -> of(hello, hello.legacyVersion(), hello.sessionId(), method);
  }

  static UnaryOperator<ServerHello> suite(CipherSuite suite) {
    return hello ->
        new ServerHello(
            hello.legacyVersion(),
            hello.random(),
            hello.sessionId(),
            suite,
            hello.compressionMethod(),
            hello.extensions());
  }

  static UnaryOperator<ServerHello> random(byte... random) {
    return hello ->
        new ServerHello(
            hello.legacyVersion(),
            random,
            hello.sessionId(),
            hello.cipherSuite(),
            hello.compressionMethod(),
            hello.extensions());
  }

  static UnaryOperator<ServerHello> extensions(UnaryOperator<List<Extension>> edit) {
    return hello ->
        new ServerHello(
            hello.legacyVersion(),
            hello.random(),
            hello.sessionId(),
            hello.cipherSuite(),
            hello.compressionMethod(),
            edit.apply(hello.extensions()));
  }

  static UnaryOperator<ServerHello> and(Extension more) {
    return extensions(
        list -> {
          List<Extension> all = new ArrayList<>(list);
          all.add(more);
          return all;
        });
  }

  private static ServerHello of(
      ServerHello hello, ProtocolVersion version, byte[] sessionId, int compression) {
    return new ServerHello(
        version, hello.random(), sessionId, hello.cipherSuite(), compression, hello.extensions());
  }
}
