package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.peer.TranscriptEntry.Direction;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.ContentType;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateStatus;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHelloDone;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerKeyExchange;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import io.github.tlsgauntlet.wire.WireWriter;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sends a ClientHello of any version and content, and reads what comes back in the clear. It never
 * encrypts, and so speaks all versions from SSL 3.0 on. For one thread.
 */
public final class HelloCaller implements AutoCloseable {
  private static final int ALERT_LENGTH = 2;
  private static final int FATAL = 2;
  private static final int MOST_RECORDS = 200;

  private final Transport transport;
  private final Recorder recorder = new Recorder();
  private final Reassembly reassembly = new Reassembly();
  private Optional<ServerHello> hello = Optional.empty();
  private Optional<ProtocolVersion> version = Optional.empty();
  private Optional<ProtocolVersion> wanted = Optional.empty();
  private List<byte[]> certificates = List.of();
  private Optional<byte[]> staple = Optional.empty();
  private Optional<byte[]> keyExchange = Optional.empty();
  private Optional<CertificateAsk> ask = Optional.empty();

  /**
   * Speaks over a socket that is connected.
   *
   * @param socket closed with this
   * @param deadline for the whole connection
   * @throws IOException if the socket is not usable
   */
  public HelloCaller(Socket socket, Deadline deadline) throws IOException {
    this.transport = new Transport(socket, deadline);
  }

  /**
   * Sends a hello in one record and reads the answer.
   *
   * @param client the hello
   * @param recordVersion on the record's header
   */
  public FirstFlight call(ClientHello client, ProtocolVersion recordVersion) {
    send(ContentType.HANDSHAKE.code(), recordVersion, client.encoded());
    return read();
  }

  /**
   * Sends a hello that offers one version, and reads the answer; of an answer in another version no
   * more than the ServerHello, since a server so confused may say nothing else.
   *
   * @param client the hello
   * @param recordVersion on the record's header
   * @param only what it offers
   */
  public FirstFlight call(ClientHello client, ProtocolVersion recordVersion, ProtocolVersion only) {
    wanted = Optional.of(only);
    return call(client, recordVersion);
  }

  /**
   * Sends one record in the clear, whatever is in it.
   *
   * @param contentType on its header
   * @param recordVersion on its header
   * @param fragment its content, at most 65,535 bytes
   */
  public void send(int contentType, ProtocolVersion recordVersion, byte[] fragment) {
    record(Direction.SENT, contentType, fragment);
    transport.add(
        WireWriter.write(
            w ->
                w.uint8(contentType)
                    .uint16(recordVersion.code())
                    .vector16(v -> v.bytes(fragment))));
    transport.flush();
  }

  private void record(Direction direction, int contentType, byte[] fragment) {
    if (contentType == ContentType.HANDSHAKE.code()) {
      ProtocolVersion spoken = version.orElse(ProtocolVersion.TLS12);
      recorder.add(
          direction,
          SentText.label(fragment, spoken),
          () -> SentText.of(fragment, spoken),
          false,
          fragment);
    } else {
      recorder.add(
          direction,
          new ContentType(contentType).toString(),
          () -> List.of(fragment.length + " bytes"),
          false,
          fragment);
    }
  }

  /**
   * The next record, or how the connection ended.
   *
   * @param record empty where none came
   * @param ending open where one came
   */
  public record Received(Optional<Fragment> record, Ending ending) {}

  /** A record's type and content. */
  public record Fragment(int contentType, byte[] bytes) {
    /** The alert that it holds. */
    public Optional<Ending.Alert> alert() {
      return contentType == ContentType.ALERT.code() && bytes.length == ALERT_LENGTH
          ? Optional.of(new Ending.Alert(new AlertDescription(bytes[1] & 0xff), bytes[0] == FATAL))
          : Optional.empty();
    }
  }

  /**
   * Waits for a record.
   *
   * @param until how long
   */
  public Received next(Deadline until) {
    try {
      Transport.WireRecord record = transport.read(until);
      record(Direction.RECEIVED, record.contentType(), record.fragment());
      return new Received(
          Optional.of(new Fragment(record.contentType(), record.fragment())), new Ending.Open());
    } catch (Aborted e) {
      return new Received(Optional.empty(), e.ending());
    }
  }

  /** Reads on to the end of the flight. */
  public FirstFlight read() {
    try {
      for (int i = 0; i < MOST_RECORDS; i++) {
        Optional<byte[]> message = reassembly.next();
        while (message.isPresent()) {
          if (take(message.get())) {
            return flight(true, new Ending.Open());
          }
          message = reassembly.next();
        }
        Transport.WireRecord record = transport.read(transport.deadline());
        Optional<Ending> ended = take(record);
        if (ended.isPresent()) {
          return flight(false, ended.get());
        }
      }
      return flight(false, broken("It sends records without end"));
    } catch (Aborted e) {
      return flight(false, e.ending());
    } catch (WireException e) {
      return flight(false, broken(e.getMessage()));
    }
  }

  private Optional<Ending> take(Transport.WireRecord record) {
    Fragment fragment = new Fragment(record.contentType(), record.fragment());
    Optional<Ending.Alert> alert = fragment.alert();
    if (alert.isPresent()) {
      AlertDescription description = alert.get().description();
      String level = alert.get().fatal() ? "fatal " : "warning ";
      recorder.add(
          Direction.RECEIVED,
          "Alert",
          () -> List.of(level + description),
          false,
          record.fragment());
      if (alert.get().description().equals(AlertDescription.CLOSE_NOTIFY)) {
        return Optional.of(new Ending.CloseNotify());
      }
      return alert.get().fatal() ? Optional.of(alert.get()) : Optional.empty();
    }
    if (record.contentType() != ContentType.HANDSHAKE.code()) {
      record(Direction.RECEIVED, record.contentType(), record.fragment());
      return Optional.of(broken("It answers with a record of type " + record.contentType()));
    }
    reassembly.add(record.fragment());
    return reassembly.isTooLong()
        ? Optional.of(broken("It announces a message that is too long"))
        : Optional.empty();
  }

  /** Whether this message was the last that travels in the clear. */
  private boolean take(byte[] encoded) throws WireException {
    record(Direction.RECEIVED, ContentType.HANDSHAKE.code(), encoded);
    HandshakeType type = new HandshakeType(encoded[0] & 0xff);
    byte[] body = Arrays.copyOfRange(encoded, Reassembly.HEADER, encoded.length);
    if (type.equals(HandshakeType.CERTIFICATE_REQUEST)) {
      ask = Optional.of(request(body));
      return false;
    }
    HandshakeMessage message = HandshakeDecoder.decode(type, body, ProtocolVersion.TLS12);
    if (message instanceof ServerHello came) {
      hello = Optional.of(came);
      Optional<Extension> selected = came.extension(ExtensionType.SUPPORTED_VERSIONS);
      version =
          Optional.of(
              selected.isPresent()
                  ? new ProtocolVersion(Extensions.readUint16(selected.get()))
                  : came.legacyVersion());
      return selected.isPresent() || wanted.isPresent() && !wanted.equals(version);
    }
    if (message instanceof Certificate12 list) {
      certificates = list.certificates();
    } else if (message instanceof CertificateStatus status) {
      staple = Optional.of(Extensions.readOcspResponse(status.body()));
    } else if (message instanceof ServerKeyExchange exchange) {
      keyExchange = Optional.of(exchange.body());
    }
    return message instanceof ServerHelloDone;
  }

  /** Before TLS 1.2 the request names no signature schemes (RFC 4346, Section 7.4.4). */
  private CertificateAsk request(byte[] body) throws WireException {
    WireReader reader = WireReader.of(body);
    byte[] types = reader.vector8().rest();
    List<SignatureScheme> schemes = new ArrayList<>();
    if (version.map(ProtocolVersion.TLS12::equals).orElse(false)) {
      WireReader list = reader.vector16();
      while (list.hasRemaining()) {
        schemes.add(new SignatureScheme(list.uint16()));
      }
    }
    return new CertificateAsk(
        false, Extensions.readNames(reader.vector16()), schemes, types, List.of());
  }

  private static Ending broken(String reason) {
    return new Ending.Broken(reason, AlertDescription.DECODE_ERROR);
  }

  private FirstFlight flight(boolean complete, Ending ending) {
    if (ending instanceof Ending.Broken broken) {
      recorder.local("Broken", broken.reason());
    }
    recorder.ended(ending);
    return new FirstFlight(
        hello,
        version,
        certificates,
        staple,
        keyExchange,
        ask,
        complete,
        ending,
        Optional.of(recorder.recording(ending)));
  }

  /** Says nothing more, and goes on reading. */
  public void halfClose() {
    transport.halfClose();
  }

  @Override
  public void close() {
    transport.close();
  }
}
