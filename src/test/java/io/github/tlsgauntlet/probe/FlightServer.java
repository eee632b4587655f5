package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.pki.Catalogue;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.pki.Mint;
import io.github.tlsgauntlet.pki.RecipeException;
import io.github.tlsgauntlet.pki.Role;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHelloDone;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerKeyExchange;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A server of TLS 1.2 and before that sends first flights and then does what a test tells it,
 * faults included. It never encrypts.
 */
final class FlightServer implements AutoCloseable {
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  static final int UNEXPECTED_MESSAGE = 10;
  static final int HANDSHAKE_FAILURE = 40;
  static final int PROTOCOL_VERSION = 70;

  /** One record that the client sent. */
  record Fragment(int type, byte[] bytes) {}

  /** One connection, once its ClientHello has been read. */
  static final class Talk {
    private final Socket socket;
    private final PushbackInputStream ahead;
    private final DataInputStream in;
    private final OutputStream out;
    final ClientHello hello;

    /** Whether the hello came in more than one record. */
    final boolean fragmented;

    private Talk(Socket socket, PushbackInputStream ahead, ClientHello hello, boolean fragmented)
        throws IOException {
      this.socket = socket;
      this.ahead = ahead;
      this.in = new DataInputStream(ahead);
      this.out = socket.getOutputStream();
      this.hello = hello;
      this.fragmented = fragmented;
    }

    /** A whole record, header included. */
    void sendRecord(byte[] record) throws IOException {
      out.write(record);
      out.flush();
    }

    /** Ends the connection at once. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    void send(int type, byte[] bytes) throws IOException {
      out.write(WireWriter.write(w -> w.uint8(type).uint16(0x0303).vector16(v -> v.bytes(bytes))));
      out.flush();
    }

    void alert(int description) throws IOException {
      send(ALERT, new byte[] {2, (byte) description});
    }

    void send(HandshakeMessage... messages) throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (HandshakeMessage message : messages) {
        all.writeBytes(message.encoded());
      }
      byte[] bytes = all.toByteArray();
      for (int at = 0; at < bytes.length; at += 1 << 14) {
        send(HANDSHAKE, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + (1 << 14))));
      }
    }

    /** Whether the client closed its side instead of sending more; waits for either. */
    boolean closedByClient() throws IOException {
      int next = ahead.read();
      if (next >= 0) {
        ahead.unread(next);
      }
      return next < 0;
    }

    Fragment read() throws IOException {
      return readRecord(in);
    }

    /** The flight of a suite with RSA key exchange, which has no ServerKeyExchange. */
    void rsaFlight(CipherSuite suite, Credential credential, Extension... extensions)
        throws IOException {
      send(
          serverHello(hello.legacyVersion(), suite, extensions),
          new Certificate12(credential.certificates()),
          new ServerHelloDone());
    }

    /** The flight of a suite whose server sends parameters. */
    void flight(
        CipherSuite suite, Credential credential, byte[] parameters, Extension... extensions)
        throws IOException {
      send(
          serverHello(hello.legacyVersion(), suite, extensions),
          new Certificate12(credential.certificates()),
          new ServerKeyExchange(parameters),
          new ServerHelloDone());
    }
  }

  /** What a test has a server do on each connection. */
  @FunctionalInterface
  interface Manner {
    void serve(Talk talk) throws IOException, WireException;
  }

  private final Listening listening;

  private FlightServer(Listening listening) {
    this.listening = listening;
  }

  static FlightServer that(Manner manner) {
    return new FlightServer(Listening.serving(socket -> serve(socket, manner)));
  }

  private static void serve(Socket socket, Manner manner) {
    try (socket) {
      PushbackInputStream ahead = new PushbackInputStream(socket.getInputStream());
      DataInputStream in = new DataInputStream(ahead);
      byte[] first = readRecord(in).bytes();
      int length = (first[1] & 0xff) << 16 | (first[2] & 0xff) << 8 | first[3] & 0xff;
      byte[] message = first;
      while (message.length < length + 4) {
        byte[] more = readRecord(in).bytes();
        byte[] longer = Arrays.copyOf(message, message.length + more.length);
        System.arraycopy(more, 0, longer, message.length, more.length);
        message = longer;
      }
      ClientHello hello =
          (ClientHello)
              HandshakeDecoder.decode(
                  HandshakeType.CLIENT_HELLO,
                  Arrays.copyOfRange(message, 4, message.length),
                  ProtocolVersion.TLS12);
      manner.serve(new Talk(socket, ahead, hello, message.length > first.length));
      socket.shutdownOutput();
      while (in.read() >= 0) {
        // What is still under way is read, so that closing resets nothing.
      }
    } catch (IOException | WireException e) {
      // The client has gone, or spoke something else: SSL 2.0 among it.
    }
  }

  private static Fragment readRecord(DataInputStream in) throws IOException {
    int type = in.readUnsignedByte();
    if (in.readUnsignedByte() != 3) {
      throw new IOException("no TLS");
    }
    in.readUnsignedByte();
    return new Fragment(type, in.readNBytes(in.readUnsignedShort()));
  }

  static ServerHello serverHello(
      ProtocolVersion version, CipherSuite suite, Extension... extensions) {
    return new ServerHello(version, new byte[32], new byte[0], suite, 0, List.of(extensions));
  }

  static Optional<Extension> find(ClientHello hello, ExtensionType type) {
    return hello.extension(type);
  }

  static Credential rsa() {
    try {
      return new Mint(Catalogue.load(), 1, Instant.parse("2026-11-23T12:00:00Z"))
          .fixture("ok-rsa", Role.SERVER)
          .credential();
    } catch (RecipeException e) {
      throw new AssertionError(e);
    }
  }

  Dialer dialer() {
    return listening::dial;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
