package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** ClientHellos that differ from a given one in one thing. */
final class Hellos {
  private Hellos() {}

  static UnaryOperator<ClientHello> compression(int... methods) {
    byte[] bytes = new byte[methods.length];
    for (int i = 0; i < methods.length; i++) {
      bytes[i] = (byte) methods[i];
    }
    return hello ->
        new ClientHello(
            hello.legacyVersion(),
            hello.random(),
            hello.sessionId(),
            hello.cipherSuites(),
            bytes,
            hello.extensions());
  }

  static UnaryOperator<ClientHello> legacyVersion(ProtocolVersion version) {
    return hello ->
        new ClientHello(
            version,
            hello.random(),
            hello.sessionId(),
            hello.cipherSuites(),
            hello.compressionMethods(),
            hello.extensions());
  }

  static UnaryOperator<ClientHello> sessionId(byte[] sessionId) {
    return hello ->
        new ClientHello(
            hello.legacyVersion(),
            hello.random(),
            sessionId,
            hello.cipherSuites(),
            hello.compressionMethods(),
            hello.extensions());
  }

  static UnaryOperator<ClientHello> suites(List<CipherSuite> suites) {
    return hello ->
        new ClientHello(
            hello.legacyVersion(),
            hello.random(),
            hello.sessionId(),
            suites,
            hello.compressionMethods(),
            hello.extensions());
  }

  static UnaryOperator<ClientHello> extensions(UnaryOperator<List<Extension>> edit) {
    return hello ->
        new ClientHello(
            hello.legacyVersion(),
            hello.random(),
            hello.sessionId(),
            hello.cipherSuites(),
            hello.compressionMethods(),
            edit.apply(hello.extensions()));
  }

  static UnaryOperator<ClientHello> without(ExtensionType type) {
    return extensions(list -> list.stream().filter(one -> !one.type().equals(type)).toList());
  }

  /** In the place of the extension of its type, or before all others where there is none. */
  static UnaryOperator<ClientHello> with(Extension extension) {
    return extensions(
        list -> {
          if (list.stream().noneMatch(one -> one.type().equals(extension.type()))) {
            return first(extension, list);
          }
          return list.stream()
              .map(one -> one.type().equals(extension.type()) ? extension : one)
              .toList();
        });
  }

  /** With the extension of a type behind all others. */
  static UnaryOperator<ClientHello> last(ExtensionType type) {
    return extensions(
        list -> {
          List<Extension> moved =
              new ArrayList<>(list.stream().filter(one -> !one.type().equals(type)).toList());
          list.stream().filter(one -> one.type().equals(type)).forEach(moved::add);
          return moved;
        });
  }

  /** Before all others, whether there is one of its type or not. */
  static UnaryOperator<ClientHello> and(Extension extension) {
    return extensions(list -> first(extension, list));
  }

  private static List<Extension> first(Extension extension, List<Extension> list) {
    List<Extension> more = new ArrayList<>();
    more.add(extension);
    more.addAll(list);
    return more;
  }
}
