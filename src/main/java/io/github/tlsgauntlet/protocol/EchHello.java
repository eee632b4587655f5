package io.github.tlsgauntlet.protocol;

import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import io.github.tlsgauntlet.wire.WireWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * encrypted_client_hello of a ClientHelloOuter (RFC 9849, Section 5), and the encoding of what it
 * encrypts (Section 5.1).
 *
 * @param suite the algorithms
 * @param configId of the configuration
 * @param encapsulated the HPKE key; empty after a HelloRetryRequest
 * @param payload what is encrypted
 */
public record EchHello(EchConfig.Suite suite, int configId, byte[] encapsulated, byte[] payload) {
  private static final int INNER = 1;
  private static final int RANDOM = 32;

  /** The extension of a ClientHelloInner. */
  public static Extension inner() {
    return Extension.of(ExtensionType.ENCRYPTED_CLIENT_HELLO, w -> w.uint8(INNER));
  }

  /** Whether an extension is that of a ClientHelloInner. */
  public static boolean isInner(Extension extension) {
    return Arrays.equals(extension.data(), new byte[] {INNER});
  }

  /**
   * Reads the extension of a ClientHelloOuter.
   *
   * @throws WireException if it is none
   */
  public static EchHello read(Extension extension) throws WireException {
    WireReader reader = WireReader.of(extension.data());
    int type = reader.uint8();
    if (type != 0) {
      throw new WireException(WireException.Kind.OUT_OF_RANGE, "ECHClientHelloType is " + type);
    }
    EchHello hello =
        new EchHello(
            new EchConfig.Suite(reader.uint16(), reader.uint16()),
            reader.uint8(),
            reader.vector16().rest(),
            reader.vector16().rest());
    reader.end("encrypted_client_hello");
    return hello;
  }

  /** As an extension. */
  public Extension extension() {
    return Extension.of(
        ExtensionType.ENCRYPTED_CLIENT_HELLO,
        w ->
            w.uint8(0)
                .uint16(suite.kdf())
                .uint16(suite.aead())
                .uint8(configId)
                .vector16(v -> v.bytes(encapsulated))
                .vector16(v -> v.bytes(payload)));
  }

  /** The same with another payload. */
  public EchHello with(byte[] other) {
    return new EchHello(suite, configId, encapsulated, other);
  }

  /**
   * What the encryption authenticates: the ClientHelloOuter with zeros for the payload (Section
   * 5.2).
   */
  public byte[] additional(ClientHello outer) {
    Extension zeros = with(new byte[payload.length]).extension();
    return WireWriter.write(
        replacing(outer, ExtensionType.ENCRYPTED_CLIENT_HELLO, List.of(zeros))::writeBody);
  }

  /**
   * EncodedClientHelloInner without padding.
   *
   * @param compressed the types that stand in both hellos and are left out here; empty for none
   */
  public static byte[] encode(ClientHello inner, List<ExtensionType> compressed) {
    List<Extension> extensions = new ArrayList<>();
    boolean named = false;
    for (Extension extension : inner.extensions()) {
      if (!compressed.contains(extension.type())) {
        extensions.add(extension);
      } else if (!named) {
        named = true;
        extensions.add(
            Extension.of(
                ExtensionType.ECH_OUTER_EXTENSIONS,
                w -> w.vector8(list -> compressed.forEach(one -> list.uint16(one.code())))));
      }
    }
    ClientHello shortened = with(inner, new byte[0], extensions);
    return WireWriter.write(shortened::writeBody);
  }

  /**
   * The ClientHelloInner that was encoded.
   *
   * @param encoded with its padding
   * @param outer what its session ID and compressed extensions come from
   * @throws WireException if it is malformed, or names what it may not
   */
  public static ClientHello decode(byte[] encoded, ClientHello outer) throws WireException {
    WireReader reader = WireReader.of(encoded);
    reader.uint16();
    reader.bytes(RANDOM);
    byte[] sessionId = reader.vector8().rest();
    reader.vector16();
    reader.vector8();
    reader.vector16();
    int length = encoded.length - reader.remaining();
    for (byte padding : reader.rest()) {
      if (padding != 0) {
        throw new WireException(WireException.Kind.OUT_OF_RANGE, "the padding is not all zeros");
      }
    }
    if (sessionId.length != 0) {
      throw new WireException(
          WireException.Kind.OUT_OF_RANGE, "EncodedClientHelloInner has a session ID");
    }
    ClientHello shortened =
        (ClientHello)
            HandshakeDecoder.decode(
                HandshakeType.CLIENT_HELLO, Arrays.copyOf(encoded, length), ProtocolVersion.TLS13);
    List<Extension> extensions = new ArrayList<>();
    for (Extension extension : shortened.extensions()) {
      if (extension.type().equals(ExtensionType.ECH_OUTER_EXTENSIONS)) {
        extensions.addAll(copied(extension, outer));
      } else {
        extensions.add(extension);
      }
    }
    return with(shortened, outer.sessionId(), extensions);
  }

  /** In one pass over both, so that a list costs no more than it is long (Appendix A). */
  private static List<Extension> copied(Extension named, ClientHello outer) throws WireException {
    WireReader reader = WireReader.of(named.data());
    WireReader list = reader.vector8();
    reader.end("ech_outer_extensions");
    List<Extension> copied = new ArrayList<>();
    int at = 0;
    while (list.hasRemaining()) {
      ExtensionType type = new ExtensionType(list.uint16());
      while (at < outer.extensions().size() && !outer.extensions().get(at).type().equals(type)) {
        at++;
      }
      if (at == outer.extensions().size() || type.equals(ExtensionType.ENCRYPTED_CLIENT_HELLO)) {
        throw new WireException(
            WireException.Kind.OUT_OF_RANGE, "ech_outer_extensions names " + type + " wrongly");
      }
      copied.add(outer.extensions().get(at++));
    }
    return copied;
  }

  /** A hello whose extension of a type is replaced by others. */
  public static ClientHello replacing(
      ClientHello hello, ExtensionType type, List<Extension> others) {
    List<Extension> extensions = new ArrayList<>();
    for (Extension extension : hello.extensions()) {
      if (extension.type().equals(type)) {
        extensions.addAll(others);
      } else {
        extensions.add(extension);
      }
    }
    return with(hello, hello.sessionId(), extensions);
  }

  private static ClientHello with(ClientHello hello, byte[] sessionId, List<Extension> extensions) {
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        sessionId,
        hello.cipherSuites(),
        hello.compressionMethods(),
        extensions);
  }
}
