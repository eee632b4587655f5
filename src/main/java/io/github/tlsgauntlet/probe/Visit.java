package io.github.tlsgauntlet.probe;

import io.github.tlsgauntlet.peer.CertificateCompression;
import io.github.tlsgauntlet.peer.ClientSettings;
import io.github.tlsgauntlet.peer.Ending;
import io.github.tlsgauntlet.peer.HandshakeOutcome;
import io.github.tlsgauntlet.peer.Session;
import io.github.tlsgauntlet.peer.TlsClient;
import io.github.tlsgauntlet.peer.TranscriptEntry;
import io.github.tlsgauntlet.protocol.HandshakeDecoder;
import io.github.tlsgauntlet.protocol.HandshakeMessage;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CompressedCertificate;
import io.github.tlsgauntlet.protocol.HandshakeType;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One connection of a client of ours: a handshake, perhaps an HTTP request, and what came. */
final class Visit {
  private static final int HEADER = 4;

  /** Octets of a session ID. */
  static final int SESSION_ID = 32;

  private final Optional<TlsClient> client;
  private final Optional<HandshakeOutcome> outcome;
  private final Optional<byte[]> answer;

  private Visit(
      Optional<TlsClient> client, Optional<HandshakeOutcome> outcome, Optional<byte[]> answer) {
    this.client = client;
    this.outcome = outcome;
    this.answer = answer;
  }

  /** What a client does once its handshake is complete; gives the first bytes that it read. */
  @FunctionalInterface
  interface Errand {
    Optional<byte[]> run(TlsClient client);
  }

  static Visit make(Line line, ClientSettings settings, Errand errand) {
    return make(line, settings, TlsClient::handshake, errand);
  }

  /** The very hello and early data of an earlier visit, once more. */
  static Visit replay(Line line, ClientSettings settings, Visit earlier, Errand errand) {
    return make(
        line,
        settings,
        client -> earlier.client.map(client::replay).orElseGet(client::handshake),
        errand);
  }

  private static Visit make(
      Line line,
      ClientSettings settings,
      java.util.function.Function<TlsClient, HandshakeOutcome> handshake,
      Errand errand) {
    try (TlsClient client = line.client(settings)) {
      HandshakeOutcome outcome = handshake.apply(client);
      return new Visit(
          Optional.of(client),
          Optional.of(outcome),
          outcome.completed() ? errand.run(client) : Optional.empty());
    } catch (IOException e) {
      return new Visit(Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /** Asks by HTTP and reads the beginning of the answer; before it come tickets, if any. */
  static Errand http(String host) {
    return client -> {
      client.write(Http.request(host));
      return client.read();
    };
  }

  /** Takes in what the server says of its own accord, for so long. */
  static Errand patient(Duration patience) {
    return client -> client.read(patience);
  }

  boolean completed() {
    return outcome.map(HandshakeOutcome::completed).orElse(false);
  }

  boolean resumed() {
    return completed() && outcome.map(HandshakeOutcome::resumed).orElse(false);
  }

  Optional<HandshakeOutcome> outcome() {
    return outcome;
  }

  boolean earlyDataAccepted() {
    return completed() && client.map(TlsClient::earlyDataAccepted).orElse(false);
  }

  /** Whether the server said no, rather than nothing. */
  boolean refused() {
    return outcome.map(HandshakeOutcome::ending).filter(Line::isRefusal).isPresent();
  }

  /** How the connection stood in the end. */
  Optional<Ending> ending() {
    return client.map(TlsClient::ending);
  }

  /** How the handshake ended, as a sentence. */
  String inWords() {
    return outcome
        .map(one -> "It " + Words.of(one.ending()) + ".")
        .orElse("No connection came about.");
  }

  /** The first bytes of application data; empty where none came. */
  Optional<byte[]> answer() {
    return answer;
  }

  /** The answer's status, where it is one of HTTP. */
  Optional<Integer> status() {
    return answer
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .flatMap(Http::read)
        .map(HttpFacts::status);
  }

  /** The last session, of whichever version. */
  Optional<Session> session() {
    return client.flatMap(TlsClient::session);
  }

  /** The sessions of TLS 1.3, one for each ticket. */
  List<Session> sessions() {
    return client.map(TlsClient::sessions).orElse(List.of());
  }

  /** The labels of what came, in its order. */
  List<String> received() {
    return entries().stream().map(TranscriptEntry::label).toList();
  }

  private List<TranscriptEntry> entries() {
    return client.map(one -> one.transcript().entries()).orElse(List.of()).stream()
        .filter(entry -> entry.direction() == TranscriptEntry.Direction.RECEIVED)
        .toList();
  }

  /** The Certificate message of TLS 1.3, expanded where it came compressed by zlib. */
  List<Certificate13> certificates() {
    List<Certificate13> plain = messages(HandshakeType.CERTIFICATE, Certificate13.class);
    return plain.isEmpty() ? expanded() : plain;
  }

  private List<Certificate13> expanded() {
    return messages(HandshakeType.COMPRESSED_CERTIFICATE, CompressedCertificate.class).stream()
        .map(CertificateCompression::expand)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The messages of one kind that came and that can be read. */
  <T extends HandshakeMessage> List<T> messages(HandshakeType type, Class<T> kind) {
    ProtocolVersion version =
        outcome.flatMap(HandshakeOutcome::version).orElse(ProtocolVersion.TLS13);
    List<T> found = new ArrayList<>();
    for (TranscriptEntry entry : entries()) {
      byte[] bytes = entry.bytes();
      if (entry.label().equals(type.toString()) && bytes.length >= HEADER) {
        byte[] body = Arrays.copyOfRange(bytes, HEADER, bytes.length);
        try {
          HandshakeMessage message = HandshakeDecoder.decode(type, body, version);
          if (kind.isInstance(message)) {
            found.add(kind.cast(message));
          }
        } catch (WireException e) {
          // The engine has said so already: the connection ended with it.
          continue;
        }
      }
    }
    return found;
  }
}
