package io.github.tlsgauntlet.suites.conformance;

import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.suite.Finding;
import io.github.tlsgauntlet.suite.Verdict;
import io.github.tlsgauntlet.suite.conformance.AfterHandshake;
import io.github.tlsgauntlet.suite.conformance.Exchange;
import io.github.tlsgauntlet.suite.conformance.Expectations;
import io.github.tlsgauntlet.suite.conformance.HelloAnswers;
import io.github.tlsgauntlet.suite.conformance.ServerCase;
import io.github.tlsgauntlet.target.TargetException;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Whether a server draws a new key for each connection. */
final class EphemeralKeys {
  private static final int CONNECTIONS = 20;
  private static final int HEADER = 4;
  private static final int NAMED_CURVE = 3;

  /**
   * So much at either end of a share belongs to one key: of a hybrid share, whose one half is fresh
   * by its nature, the other half is at one of the ends.
   */
  private static final int END = 32;

  private EphemeralKeys() {}

  /** Twenty connections, all in the group that the server chose first. */
  static Finding over(ServerCase server) throws TargetException {
    Set<String> seen = new HashSet<>();
    int shares = 0;
    for (int i = 0; i < CONNECTIONS; i++) {
      Exchange exchange = server.meets(server.settings().build(), AfterHandshake.NOTHING);
      Optional<byte[]> share = share(exchange);
      if (share.isEmpty()) {
        return Expectations.finding(
            shares == 0 && exchange.taken() ? Verdict.NOT_APPLICABLE : Verdict.INCONCLUSIVE,
            shares == 0
                ? "It used no ephemeral key."
                : "After " + shares + " of " + CONNECTIONS + " connections it showed no key.",
            exchange);
      }
      shares++;
      byte[] whole = share.get();
      int end = Math.min(END, whole.length);
      boolean fresh =
          seen.add("first " + hex(Arrays.copyOf(whole, end)))
              & seen.add(
                  "last " + hex(Arrays.copyOfRange(whole, whole.length - end, whole.length)));
      if (!fresh) {
        return Expectations.finding(
            Verdict.FAIL,
            "Within " + shares + " connections it used one ephemeral key twice.",
            exchange);
      }
    }
    return Finding.of(
        Verdict.PASS, "In " + CONNECTIONS + " connections it used as many ephemeral keys.");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static Optional<byte[]> share(Exchange exchange) {
    try {
      Optional<Extension> extension =
          HelloAnswers.serverHello(exchange)
              .flatMap(hello -> hello.extension(ExtensionType.KEY_SHARE));
      if (extension.isPresent()) {
        WireReader reader = WireReader.of(extension.get().data());
        reader.bytes(2);
        return Optional.of(reader.vector16().rest());
      }
      Optional<byte[]> message =
          exchange.received(HandshakeType.SERVER_KEY_EXCHANGE.toString()).stream()
              .map(entry -> entry.bytes())
              .findFirst();
      return message.isPresent() ? Optional.of(ofKeyExchange(message.get())) : Optional.empty();
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  /** A point on a named curve (RFC 8422, Section 5.4), or p, g and Ys (RFC 5246, Section 7.4.3). */
  private static byte[] ofKeyExchange(byte[] message) throws WireException {
    WireReader reader = WireReader.of(message);
    reader.bytes(HEADER);
    if (message[HEADER] == NAMED_CURVE) {
      reader.bytes(1 + 2);
      return reader.vector8().rest();
    }
    reader.vector16();
    reader.vector16();
    return reader.vector16().rest();
  }
}
