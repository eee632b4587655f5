package io.github.tlsgauntlet.protocol;

import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateEntry;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest10;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateStatus;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify10;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientKeyExchange;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CompressedCertificate;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EndOfEarlyData;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Finished;
import io.github.tlsgauntlet.protocol.HandshakeMessage.HelloRequest;
import io.github.tlsgauntlet.protocol.HandshakeMessage.KeyUpdate;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHelloDone;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerKeyExchange;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Unknown;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/** Makes values of handshake messages' bodies: total, without policy, with typed errors. */
public final class HandshakeDecoder {
  private static final int RANDOM = 32;

  private HandshakeDecoder() {}

  /**
   * Decodes a body.
   *
   * @param type the message's type
   * @param body the message without its header
   * @param version the version in force: some messages' forms depend on it
   * @throws WireException if the bytes are not such a message
   */
  public static HandshakeMessage decode(HandshakeType type, byte[] body, ProtocolVersion version)
      throws WireException {
    return decode(type, WireReader.of(body), version);
  }

  /**
   * Decodes a body as a careless peer would: lengths that announce too much and bytes that are left
   * over are passed over.
   *
   * @param type the message's type
   * @param body the message without its header
   * @param version the version in force
   * @throws WireException if even so it is no such message
   */
  public static HandshakeMessage decodeLeniently(
      HandshakeType type, byte[] body, ProtocolVersion version) throws WireException {
    return decode(type, WireReader.lenient(body), version);
  }

  /**
   * Decodes what a reader gives.
   *
   * @param type the message's type
   * @param reader of the message without its header
   * @param version the version in force
   * @throws WireException if the bytes are not such a message
   */
  public static HandshakeMessage decode(
      HandshakeType type, WireReader reader, ProtocolVersion version) throws WireException {
    HandshakeMessage message = read(type, reader, version);
    reader.end(type.toString());
    return message;
  }

  private static HandshakeMessage read(
      HandshakeType type, WireReader reader, ProtocolVersion version) throws WireException {
    boolean tls13 = version.equals(ProtocolVersion.TLS13);
    boolean old = version.code() < ProtocolVersion.TLS12.code();
    return switch (type.code()) {
      case 0 -> new HelloRequest();
      case 1 -> clientHello(reader);
      case 2 -> serverHello(reader);
      case 4 ->
          tls13
              ? ticket13(reader)
              : new NewSessionTicket12(reader.uint32(), reader.vector16().rest());
      case 5 -> new EndOfEarlyData();
      case 8 -> new EncryptedExtensions(Extension.readList(reader));
      case 11 -> tls13 ? certificate13(reader) : certificate12(reader);
      case 12 -> new ServerKeyExchange(reader.rest());
      case 13 -> tls13 ? request13(reader) : old ? request10(reader) : request12(reader);
      case 14 -> new ServerHelloDone();
      case 15 ->
          old
              ? new CertificateVerify10(reader.vector16().rest())
              : new CertificateVerify(
                  new SignatureScheme(reader.uint16()), reader.vector16().rest());
      case 16 -> new ClientKeyExchange(reader.rest());
      case 20 -> new Finished(reader.rest());
      case 22 -> new CertificateStatus(reader.rest());
      case 24 -> new KeyUpdate(reader.uint8());
      case 25 ->
          new CompressedCertificate(reader.uint16(), reader.uint24(), reader.vector24().rest());
      default -> new Unknown(type, reader.rest());
    };
  }

  private static ClientHello clientHello(WireReader reader) throws WireException {
    ProtocolVersion version = new ProtocolVersion(reader.uint16());
    byte[] random = reader.bytes(RANDOM);
    byte[] sessionId = sessionId(reader);
    List<CipherSuite> suites = Extensions.codes(reader.vector16(), CipherSuite::new);
    byte[] compression = reader.vector8().rest();
    return new ClientHello(version, random, sessionId, suites, compression, extensions(reader));
  }

  private static ServerHello serverHello(WireReader reader) throws WireException {
    ProtocolVersion version = new ProtocolVersion(reader.uint16());
    byte[] random = reader.bytes(RANDOM);
    byte[] sessionId = sessionId(reader);
    CipherSuite suite = new CipherSuite(reader.uint16());
    int compression = reader.uint8();
    return new ServerHello(version, random, sessionId, suite, compression, extensions(reader));
  }

  private static byte[] sessionId(WireReader reader) throws WireException {
    byte[] sessionId = reader.vector8().rest();
    if (sessionId.length > RANDOM && !reader.isLenient()) {
      throw new WireException(
          WireException.Kind.OUT_OF_RANGE, "the session ID has " + sessionId.length + " bytes");
    }
    return sessionId;
  }

  /** Before TLS 1.3 the whole list may be absent (RFC 5246, Section 7.4.1.2). */
  private static List<Extension> extensions(WireReader reader) throws WireException {
    return reader.hasRemaining() ? Extension.readList(reader) : List.of();
  }

  private static CertificateRequest13 request13(WireReader reader) throws WireException {
    return new CertificateRequest13(reader.vector8().rest(), Extension.readList(reader));
  }

  private static CertificateRequest10 request10(WireReader reader) throws WireException {
    return new CertificateRequest10(
        reader.vector8().rest(), Extensions.readNames(reader.vector16()));
  }

  private static CertificateRequest12 request12(WireReader reader) throws WireException {
    byte[] types = reader.vector8().rest();
    List<SignatureScheme> schemes = Extensions.codes(reader.vector16(), SignatureScheme::new);
    return new CertificateRequest12(types, schemes, Extensions.readNames(reader.vector16()));
  }

  private static Certificate13 certificate13(WireReader reader) throws WireException {
    byte[] context = reader.vector8().rest();
    WireReader list = reader.vector24();
    List<CertificateEntry> entries = new ArrayList<>();
    while (list.hasRemaining()) {
      byte[] data = list.vector24().rest();
      entries.add(new CertificateEntry(data, Extension.readList(list)));
    }
    return new Certificate13(context, entries);
  }

  private static Certificate12 certificate12(WireReader reader) throws WireException {
    WireReader list = reader.vector24();
    List<byte[]> certificates = new ArrayList<>();
    while (list.hasRemaining()) {
      certificates.add(list.vector24().rest());
    }
    return new Certificate12(certificates);
  }

  private static NewSessionTicket13 ticket13(WireReader reader) throws WireException {
    long lifetime = reader.uint32();
    long ageAdd = reader.uint32();
    byte[] nonce = reader.vector8().rest();
    byte[] ticket = reader.vector16().rest();
    return new NewSessionTicket13(lifetime, ageAdd, nonce, ticket, Extension.readList(reader));
  }
}
