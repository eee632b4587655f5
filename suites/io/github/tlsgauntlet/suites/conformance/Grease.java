package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectation;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** ClientHellos that name more than a given one: values that nobody knows (RFC 8701), or do not. */
final class Grease {
  private static final int HEADER = 4;

  private Grease() {}

  /** More cipher suites, before the others. */
  static UnaryOperator<ClientHello> andSuites(CipherSuite... more) {
    return hello -> {
      List<CipherSuite> suites = new ArrayList<>(List.of(more));
      suites.addAll(hello.cipherSuites());
      return Hellos.suites(suites).apply(hello);
    };
  }

  /** A code of two bytes at the head of the one list of two-byte codes inside an extension. */
  static UnaryOperator<ClientHello> andCode(ExtensionType type, int code) {
    return andItem(type, new byte[] {(byte) (code >> 8), (byte) code}, 2);
  }

  /** A group at the head of key_share, with a share of one byte. */
  static UnaryOperator<ClientHello> andShare(int group) {
    return andItem(
        ExtensionType.KEY_SHARE, new byte[] {(byte) (group >> 8), (byte) group, 0, 1, 0}, 2);
  }

  /** A version at the head of supported_versions. */
  static UnaryOperator<ClientHello> andVersion(int version) {
    return andItem(
        ExtensionType.SUPPORTED_VERSIONS, new byte[] {(byte) (version >> 8), (byte) version}, 1);
  }

  /** A mode at the head of psk_key_exchange_modes. */
  static UnaryOperator<ClientHello> andPskMode(int mode) {
    return andItem(ExtensionType.PSK_KEY_EXCHANGE_MODES, new byte[] {(byte) mode}, 1);
  }

  /**
   * It goes on, and has chosen nothing of that: what it has chosen is seen before our client ends
   * over it.
   */
  static Expectation notNegotiated() {
    return exchange -> {
      Optional<String> chosen = chosen(exchange);
      return chosen.isPresent()
          ? Expectations.finding(Verdict.FAIL, "It chooses GREASE: " + chosen.get() + ".", exchange)
          : Expectations.goesOn().judge(exchange);
    };
  }

  private static Optional<String> chosen(Exchange exchange) {
    List<String> found = new ArrayList<>();
    for (ServerHello hello :
        Stream.concat(
                HelloAnswers.serverHello(exchange).stream(), HelloAnswers.retry(exchange).stream())
            .toList()) {
      if (Offered.isGrease(hello.cipherSuite().code())) {
        found.add("cipher suite " + hello.cipherSuite());
      }
      hello
          .extension(ExtensionType.KEY_SHARE)
          .filter(share -> isGrease(share.data(), 0))
          .ifPresent(share -> found.add("the group of key_share"));
      extension(hello.extensions()).ifPresent(found::add);
    }
    HelloAnswers.extensions(exchange).flatMap(Grease::extension).ifPresent(found::add);
    if (exchange.received(HandshakeType.SERVER_KEY_EXCHANGE.toString()).stream()
        .anyMatch(entry -> isGrease(entry.bytes(), HEADER + 1))) {
      found.add("the curve of ServerKeyExchange");
    }
    if (exchange.received(HandshakeType.CERTIFICATE_VERIFY.toString()).stream()
        .anyMatch(entry -> isGrease(entry.bytes(), HEADER))) {
      found.add("the scheme of CertificateVerify");
    }
    return found.stream().findFirst();
  }

  private static Optional<String> extension(List<Extension> list) {
    return list.stream()
        .map(one -> one.type())
        .filter(type -> Offered.isGrease(type.code()))
        .map(type -> "extension " + type)
        .findFirst();
  }

  private static boolean isGrease(byte[] bytes, int at) {
    return bytes.length >= at + 2
        && Offered.isGrease((bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff);
  }

  /** ALPN with a protocol that nobody knows before one of today. */
  static UnaryOperator<ClientHello> protocols(String unknown) {
    return Hellos.with(Extensions.alpn(List.of(unknown, "http/1.1")));
  }

  private static UnaryOperator<ClientHello> andItem(ExtensionType type, byte[] item, int prefix) {
    return hello -> {
      Optional<Extension> extension = hello.extension(type);
      return extension.isEmpty()
          ? hello
          : Hellos.with(
                  Extension.of(
                      type,
                      w -> {
                        byte[] others = list(extension.get().data(), prefix);
                        if (prefix == 1) {
                          w.vector8(list -> list.bytes(item).bytes(others));
                        } else {
                          w.vector16(list -> list.bytes(item).bytes(others));
                        }
                      }))
              .apply(hello);
    };
  }

  private static byte[] list(byte[] data, int prefix) {
    try {
      WireReader reader = WireReader.of(data);
      return (prefix == 1 ? reader.vector8() : reader.vector16()).rest();
    } catch (WireException e) {
      throw new IllegalArgumentException("An extension of our own does not decode", e);
    }
  }
}
