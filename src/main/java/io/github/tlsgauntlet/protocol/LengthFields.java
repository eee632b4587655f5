package io.github.tlsgauntlet.protocol;

import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds every length in an encoded handshake message, by decoding it. */
public final class LengthFields {
  private static final int HEADER = 4;
  private static final int TYPE = 2;
  private static final int NAMED_CURVE = 3;
  private static final int FIELD_PARAMETERS = 3;

  private LengthFields() {}

  /**
   * The lengths, in the order in which a decoder meets them; the message's own first.
   *
   * @param encoded header and body
   * @param version the version in force
   * @throws WireException if the message does not decode
   */
  public static List<LengthField> of(byte[] encoded, ProtocolVersion version) throws WireException {
    List<LengthField> fields = new ArrayList<>();
    fields.add(new LengthField(1, HEADER - 1, encoded.length - HEADER, Optional.empty()));
    HandshakeType type = new HandshakeType(encoded[0] & 0xff);
    byte[] body = Arrays.copyOfRange(encoded, HEADER, encoded.length);
    HandshakeMessage message = HandshakeDecoder.decode(type, observed(body, fields), version);
    if (type.equals(HandshakeType.CLIENT_KEY_EXCHANGE)) {
      keyExchange(body).ifPresent(fields::add);
    } else if (type.equals(HandshakeType.SERVER_KEY_EXCHANGE)) {
      serverKeyExchange(body, fields);
    } else if (type.equals(HandshakeType.CERTIFICATE_STATUS)) {
      Extensions.readOcspResponse(observed(body, fields));
    }
    for (LengthField field : List.copyOf(fields)) {
      insideExtension(type, message, encoded, field, fields);
    }
    return fields;
  }

  private static WireReader observed(byte[] body, List<LengthField> into) {
    return WireReader.observed(
        body,
        (offset, prefix, length) ->
            into.add(new LengthField(HEADER + offset, prefix, length, Optional.empty())));
  }

  /** Its form depends on the suite: a point has a length of one byte, all else one of two. */
  private static Optional<LengthField> keyExchange(byte[] body) {
    if (body.length > 0 && (body[0] & 0xff) == body.length - 1) {
      return Optional.of(new LengthField(HEADER, 1, body.length - 1, Optional.empty()));
    }
    boolean two = body.length > 1 && ((body[0] & 0xff) << 8 | body[1] & 0xff) == body.length - TYPE;
    return two
        ? Optional.of(new LengthField(HEADER, TYPE, body.length - TYPE, Optional.empty()))
        : Optional.empty();
  }

  /** TLS 1.2's, signed: a point on a named curve, or prime, generator and share; the signature. */
  private static void serverKeyExchange(byte[] body, List<LengthField> into) throws WireException {
    WireReader reader = observed(body, into);
    if (body.length > 0 && body[0] == NAMED_CURVE) {
      reader.uint8();
      reader.uint16();
      reader.vector8().rest();
    } else {
      for (int i = 0; i < FIELD_PARAMETERS; i++) {
        reader.vector16().rest();
      }
    }
    reader.uint16();
    reader.vector16().rest();
    reader.end("ServerKeyExchange");
  }

  /** Whether a message is of its structure, what stands inside its extensions included. */
  public static boolean areRight(byte[] encoded, ProtocolVersion version) {
    if (encoded.length < HEADER || encoded.length - HEADER != announced(encoded)) {
      return false;
    }
    try {
      List<LengthField> fields = of(encoded, version);
      // A key exchange that is read as none of its forms has a wrong length.
      return encoded[0] != HandshakeType.CLIENT_KEY_EXCHANGE.code() || fields.size() > 1;
    } catch (WireException e) {
      return false;
    }
  }

  private static int announced(byte[] encoded) {
    return (encoded[1] & 0xff) << 16 | (encoded[2] & 0xff) << 8 | encoded[3] & 0xff;
  }

  /** An extension's data is the vector behind a type that the decoded message has. */
  private static void insideExtension(
      HandshakeType type,
      HandshakeMessage message,
      byte[] encoded,
      LengthField field,
      List<LengthField> into)
      throws WireException {
    if (field.prefix() != 2 || field.offset() < HEADER + TYPE) {
      return;
    }
    ExtensionType which =
        new ExtensionType(
            (encoded[field.offset() - TYPE] & 0xff) << 8 | encoded[field.offset() - 1] & 0xff);
    byte[] data = Arrays.copyOfRange(encoded, field.start(), field.end());
    boolean is =
        extensions(message).stream()
            .anyMatch(one -> one.type().equals(which) && Arrays.equals(one.data(), data));
    if (is) {
      ExtensionStructure.walk(
          type,
          which,
          WireReader.observed(
              data,
              (offset, prefix, length) ->
                  into.add(
                      new LengthField(
                          field.start() + offset, prefix, length, Optional.of(which)))));
    }
  }

  private static List<Extension> extensions(HandshakeMessage message) {
    if (message instanceof HandshakeMessage.ClientHello hello) {
      return hello.extensions();
    }
    if (message instanceof HandshakeMessage.ServerHello hello) {
      return hello.extensions();
    }
    if (message instanceof HandshakeMessage.EncryptedExtensions list) {
      return list.extensions();
    }
    if (message instanceof HandshakeMessage.Certificate13 certificate) {
      return certificate.entries().stream().flatMap(entry -> entry.extensions().stream()).toList();
    }
    return message instanceof HandshakeMessage.CertificateRequest13 request
        ? request.extensions()
        : List.of();
  }
}
