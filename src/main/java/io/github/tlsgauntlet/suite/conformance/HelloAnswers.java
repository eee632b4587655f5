package io.github.tlsgauntlet.suite.conformance;

import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a server answered a ClientHello with, whatever our client made of it. */
public final class HelloAnswers {
  private static final int HEADER = 4;

  private HelloAnswers() {}

  /** The ServerHello, as far as it decodes; never a HelloRetryRequest. */
  public static Optional<ServerHello> serverHello(Exchange exchange) {
    return first(exchange, "ServerHello", HandshakeType.SERVER_HELLO, ServerHello.class);
  }

  /** The HelloRetryRequest. */
  public static Optional<ServerHello> retry(Exchange exchange) {
    return first(exchange, "HelloRetryRequest", HandshakeType.SERVER_HELLO, ServerHello.class);
  }

  /**
   * The extensions that answer the client's: of TLS 1.3 in EncryptedExtensions, before that in
   * ServerHello.
   */
  public static Optional<List<Extension>> extensions(Exchange exchange) {
    return exchange.version().filter(ProtocolVersion.TLS13::equals).isPresent()
        ? first(
                exchange,
                "EncryptedExtensions",
                HandshakeType.ENCRYPTED_EXTENSIONS,
                EncryptedExtensions.class)
            .map(EncryptedExtensions::extensions)
        : serverHello(exchange).map(ServerHello::extensions);
  }

  private static <T extends HandshakeMessage> Optional<T> first(
      Exchange exchange, String label, HandshakeType type, Class<T> message) {
    return exchange.received(label).stream()
        .map(TranscriptEntry::bytes)
        .flatMap(bytes -> decoded(type, bytes).stream())
        .filter(message::isInstance)
        .map(message::cast)
        .findFirst();
  }

  private static Optional<HandshakeMessage> decoded(HandshakeType type, byte[] encoded) {
    try {
      return Optional.of(
          HandshakeDecoder.decode(
              type, Arrays.copyOfRange(encoded, HEADER, encoded.length), ProtocolVersion.TLS13));
    } catch (WireException e) {
      return Optional.empty();
    }
  }
}
