package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A scripted TLS server. Nothing that a client does makes it throw: a handshake has an outcome, a
 * read has bytes or an ending. For one thread.
 */
public final class TlsServer implements AutoCloseable {
  private static final int RANDOM = 32;

  /** Versions that a server of ours goes on in, where it is told to answer with one. */
  private static final List<ProtocolVersion> SPOKEN =
      List.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13);

  /** How long a client has to take in what was said last, before its connection is closed. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final ServerSettings settings;
  private final Connection connection;
  private final HandshakeState state;
  private final DataPhase data;

  private TlsServer(Socket socket, ServerSettings settings, Deadline deadline) throws IOException {
    this.settings = settings;
    this.connection =
        new Connection(new Transport(socket, deadline), settings.script(), settings.deviations());
    this.state = new HandshakeState(connection);
    this.data =
        new DataPhase(
            connection,
            incoming -> {
              throw state.unexpected(incoming.message().type() + " came after the handshake");
            });
  }

  /**
   * Speaks over a socket that has been accepted.
   *
   * @param socket closed with this server
   * @param settings what to take and do
   * @param deadline for the whole connection
   * @throws IOException if the socket is not usable
   */
  public static TlsServer over(Socket socket, ServerSettings settings, Deadline deadline)
      throws IOException {
    return new TlsServer(socket, settings, deadline);
  }

  /** Runs the handshake; says how far it came. */
  public HandshakeOutcome handshake() {
    try {
      run();
    } catch (Aborted e) {
      connection.end(e.ending());
    } catch (WireException e) {
      connection.fail(AlertDescription.DECODE_ERROR, e.getMessage());
    }
    return state.outcome();
  }

  private void run() throws Aborted, WireException {
    ClientHello hello = state.expect(ClientHello.class);
    state.clientHello = Optional.of(hello);
    Optional<ProtocolVersion> forced =
        Deviations.find(settings.deviations(), Deviation.AnswerWithVersion.class)
            .map(Deviation.AnswerWithVersion::version);
    if (forced.isPresent() && !SPOKEN.contains(forced.get())) {
      answerWith(forced.get(), hello);
      return;
    }
    List<ProtocolVersion> offered = offered(hello);
    ProtocolVersion version =
        forced
            .or(() -> settings.versions().stream().filter(offered::contains).findFirst())
            .orElseThrow(
                () ->
                    connection.fail(
                        AlertDescription.PROTOCOL_VERSION,
                        "The client offers no version of ours: " + offered));
    state.version = Optional.of(version);
    connection.speaks(version);
    new ClientRules(state).hello(hello, version, settings.versions());
    selectAlpn(hello);
    if (version.equals(ProtocolVersion.TLS13)) {
      data.established(new Server13(state, settings).run(hello));
    } else {
      new Server12(state, settings).run(hello);
    }
  }

  static List<ProtocolVersion> offered(ClientHello hello) throws WireException {
    Optional<Extension> extension = hello.extension(ExtensionType.SUPPORTED_VERSIONS);
    if (extension.isPresent()) {
      return Extensions.readSupportedVersions(extension.get());
    }
    List<ProtocolVersion> versions = new ArrayList<>();
    int highest = Math.min(hello.legacyVersion().code(), ProtocolVersion.TLS12.code());
    for (int code = highest; code >= ProtocolVersion.SSL30.code(); code--) {
      versions.add(new ProtocolVersion(code));
    }
    return versions;
  }

  /** A ServerHello in a version that we don't speak: whether the client goes on is all we ask. */
  private void answerWith(ProtocolVersion version, ClientHello hello) throws Aborted {
    state.version = Optional.of(version);
    byte[] random = new byte[RANDOM];
    settings.random().nextBytes(random);
    CipherSuite suite =
        hello.cipherSuites().stream()
            .filter(
                s ->
                    s.toString().endsWith("_CBC_SHA")
                        && (s.toString().contains("ECDHE") || s.toString().startsWith("TLS_RSA")))
            .findFirst()
            .orElse(new CipherSuite(0x002f));
    connection.speaks(ProtocolVersion.TLS12);
    boolean next = version.code() > ProtocolVersion.TLS13.code();
    state.send(
        new ServerHello(
            next ? ProtocolVersion.TLS12 : version,
            random,
            new byte[0],
            suite,
            0,
            next ? List.of(Extensions.selectedVersion(version)) : List.of()));
    state.send(
        new io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12(
            settings.credential().certificates()));
    connection.flush();
    state.handshake();
    throw connection.fail(AlertDescription.PROTOCOL_VERSION, "The client goes on in " + version);
  }

  private void selectAlpn(ClientHello hello) throws Aborted, WireException {
    Optional<Extension> extension = hello.extension(ExtensionType.ALPN);
    if (extension.isEmpty() || settings.alpn().isEmpty()) {
      return;
    }
    List<String> offered = Extensions.readAlpn(extension.get());
    state.alpn = settings.alpn().stream().filter(offered::contains).findFirst();
    if (state.alpn.isEmpty()) {
      throw connection.fail(
          AlertDescription.NO_APPLICATION_PROTOCOL, "The client offers only " + offered);
    }
  }

  /**
   * Sends application data.
   *
   * @param bytes any number
   */
  public void write(byte[] bytes) {
    connection.sendData(bytes);
  }

  /**
   * Asks for a certificate after the handshake (TLS 1.3; RFC 9846, Section 4.7.2), whether the
   * client offered to be asked or not. What it answers is read as any message is: unexpected.
   */
  public void askAfterHandshake(CertificateAsk ask) {
    connection.send(
        new CertificateRequest13(new byte[] {1}, Server13.requestExtensions(ask, settings)));
    connection.flush();
  }

  /** The early data that were taken in the handshake; empty where none were. */
  public byte[] earlyData() {
    return state.earlyData.clone();
  }

  /** The next application data; empty where the connection has ended: {@link #ending} says how. */
  public Optional<byte[]> read() {
    return data.read(connection.deadline());
  }

  /**
   * The next application data, waited for no longer than this.
   *
   * @param patience how long
   * @return empty where none came: {@link #ending} says whether the connection is still open
   */
  public Optional<byte[]> read(Duration patience) {
    return data.read(connection.atMost(patience));
  }

  /**
   * Says things now, whatever is due, at once and under the keys of the moment.
   *
   * @param sendings any number
   */
  public void say(Sending... sendings) {
    for (Sending sending : sendings) {
      connection.say(sending);
    }
    connection.flush();
  }

  /**
   * The next record, whatever it is, without any reaction of ours.
   *
   * @param patience how long to wait for it
   */
  public HelloCaller.Received nextRecord(Duration patience) {
    return connection.nextRecord(connection.atMost(patience));
  }

  /** Sends a KeyUpdate (TLS 1.3). */
  public void updateKeys(boolean requestUpdate) {
    data.updateKeys(requestUpdate);
  }

  /** How the connection ended, or that it is open. */
  public Ending ending() {
    return connection.ending();
  }

  /** All that went over the connection so far. */
  public Transcript transcript() {
    return connection.transcript();
  }

  /** Ends the stream without close_notify, and waits briefly for what the client makes of that. */
  public void breakOff() {
    connection.breakOff(PATIENCE);
  }

  /** Sends close_notify, waits briefly for what the client still has to say, and closes. */
  @Override
  public void close() {
    connection.close(PATIENCE);
  }
}
