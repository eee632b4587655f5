package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.MessageText;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import java.util.Arrays;
import java.util.List;

/** Puts handshake messages into words for a transcript, those too that a script has spoiled. */
final class SentText {
  private static final String RETRY = "HelloRetryRequest";

  private SentText() {}

  static String label(HandshakeMessage message) {
    return message instanceof HandshakeMessage.ServerHello hello && hello.isHelloRetryRequest()
        ? RETRY
        : message.type().toString();
  }

  static String label(byte[] encoded, ProtocolVersion version) {
    if (encoded.length < Reassembly.HEADER) {
      return "Handshake";
    }
    if (encoded[0] != HandshakeType.SERVER_HELLO.code()) {
      return new HandshakeType(encoded[0] & 0xff).toString();
    }
    try {
      return label(decode(encoded, version));
    } catch (WireException e) {
      return HandshakeType.SERVER_HELLO.toString();
    }
  }

  static List<String> of(byte[] encoded, ProtocolVersion version) {
    try {
      return MessageText.of(decode(encoded, version));
    } catch (WireException e) {
      return List.of(encoded.length + " bytes that do not decode: " + e.getMessage());
    }
  }

  private static HandshakeMessage decode(byte[] encoded, ProtocolVersion version)
      throws WireException {
    if (encoded.length < Reassembly.HEADER) {
      throw new WireException(WireException.Kind.TRUNCATED, "the header is cut short");
    }
    return HandshakeDecoder.decode(
        new HandshakeType(encoded[0] & 0xff),
        Arrays.copyOfRange(encoded, Reassembly.HEADER, encoded.length),
        version);
  }
}
