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
  private static final int MOST_RENEGOTIATIONS = 64;

  /** Versions that a server of ours goes on in, where it is told to answer with one. */
  private static final List<ProtocolVersion> SPOKEN =
      List.of(ProtocolVersion.TLS12, ProtocolVersion.TLS13);

  /** How long a client has to take in what was said last, before its connection is closed. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final ServerSettings settings;
  private final Connection connection;
  private final HandshakeState state;
  private HandshakeState latest;
  private final List<HandshakeOutcome> renegotiations = new ArrayList<>();
  private final DataPhase data;
  private final LateAuthentication late;

  private TlsServer(Socket socket, ServerSettings settings, Deadline deadline) throws IOException {
    this.settings = settings;
    this.connection =
        new Connection(new Transport(socket, deadline), settings.script(), settings.deviations());
    this.state = new HandshakeState(connection);
    this.state.isServer = true;
    this.latest = state;
    this.late = new LateAuthentication(state, settings);
    this.data = new DataPhase(connection, ClientHello.class, this::afterHandshake, this::again);
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
    ClientHello outer = firstHello();
    state.clientHello = Optional.of(outer);
    refuseWhereTold(outer);
    ServerEch ech = new ServerEch(state, settings.ech());
    ClientHello hello = Deviations.misread(settings.deviations(), ech.first(outer));
    Optional<ProtocolVersion> forced =
        Deviations.find(settings.deviations(), Deviation.AnswerWithVersion.class)
            .map(Deviation.AnswerWithVersion::version);
    if (forced.isPresent() && !SPOKEN.contains(forced.get())) {
      answerWith(forced.get(), hello);
      return;
    }
    ClientRules rules = new ClientRules(state);
    rules.form(hello);
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
    rules.hello(hello, version, settings.versions());
    selectAlpn(state, settings, hello);
    if (version.equals(ProtocolVersion.TLS13)) {
      data.established(new Server13(state, settings, ech).run(hello));
    } else {
      new Server12(state, settings).run(hello);
    }
  }

  private ClientHello firstHello() throws Aborted, WireException {
    if (Deviations.has(settings.deviations(), Deviation.TakeSsl2Hello.class)) {
      Optional<byte[]> old = connection.ssl2Message();
      if (old.isPresent()) {
        return Ssl2Hello.read(old.get());
      }
    }
    return state.expect(ClientHello.class);
  }

  private void refuseWhereTold(ClientHello hello) throws Aborted {
    Optional<Deviation.RefuseHello> refusing =
        Deviations.find(settings.deviations(), Deviation.RefuseHello.class)
            .filter(one -> one.which().test(hello));
    if (refusing.isPresent()) {
      throw connection.fail(refusing.get().alert(), "Our server was told to refuse this hello");
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

  static void selectAlpn(HandshakeState state, ServerSettings settings, ClientHello hello)
      throws Aborted, WireException {
    Optional<Extension> extension = hello.extension(ExtensionType.ALPN);
    if (extension.isEmpty() || settings.alpn().isEmpty()) {
      return;
    }
    List<String> offered = Extensions.readAlpn(state.reader(extension.get().data()));
    state.alpn = settings.alpn().stream().filter(offered::contains).findFirst();
    if (state.alpn.isEmpty()) {
      throw state.connection.fail(
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

  /**
   * Asks the client to begin a second handshake inside the first (RFC 5246, Section 7.4.1.1), after
   * a complete one before TLS 1.3, and carries it through where the client does.
   *
   * @param policy what is taken of the client's second hello, and whether a certificate is asked
   *     for
   * @param patience how long the client has to begin
   * @return how far it came: without a ClientHello where the client refused by a warning or did not
   *     begin in time, after both of which the connection is open
   */
  public HandshakeOutcome renegotiate(RenegotiationPolicy policy, Duration patience) {
    try {
      remember(
          new ServerRenegotiation(latest, settings, policy, data),
          again -> again.request(patience));
    } catch (Aborted e) {
      connection.end(e.ending());
    } catch (WireException e) {
      connection.fail(AlertDescription.DECODE_ERROR, e.getMessage());
    }
    return renegotiations.get(renegotiations.size() - 1);
  }

  /** What became of the handshakes inside the first, in their order; the last 64. */
  public List<HandshakeOutcome> renegotiations() {
    return List.copyOf(renegotiations);
  }

  private boolean again(Incoming.Handshake incoming) throws Aborted, WireException {
    ServerRenegotiation next =
        new ServerRenegotiation(latest, settings, settings.renegotiation(), data);
    if (!(incoming.message() instanceof ClientHello hello) || !next.isTaken()) {
      return false;
    }
    remember(next, again -> again.run(hello, incoming.encoded()));
    return true;
  }

  /** What a second handshake does. */
  @FunctionalInterface
  private interface Course {
    void take(ServerRenegotiation again) throws Aborted, WireException;
  }

  private void remember(ServerRenegotiation again, Course course) throws Aborted, WireException {
    try {
      course.take(again);
      if (again.state().completed) {
        latest = again.state();
      }
    } finally {
      if (renegotiations.size() == MOST_RENEGOTIATIONS) {
        renegotiations.remove(0);
      }
      renegotiations.add(again.state().outcome());
    }
  }

  /** The early data that were taken in the handshake; empty where none were. */
  public byte[] earlyData() {
    return state.earlyData.clone();
  }

  private void afterHandshake(Incoming.Handshake incoming) throws Aborted {
    Optional<TrafficKeys> keys = data.keys();
    if (keys.isPresent()) {
      late.take(incoming, keys.get());
    } else {
      connection.object(
          AlertDescription.UNEXPECTED_MESSAGE,
          incoming.message().type() + " came after the handshake");
    }
  }

  /**
   * The next application data; empty where the connection has ended: {@link #ending} says how.
   * Where the server asks late, the first ones are given once the client has answered; others that
   * come meanwhile are let go.
   */
  public Optional<byte[]> read() {
    Optional<byte[]> first = data.read(connection.deadline());
    if (first.isEmpty() || data.keys().isEmpty() || !late.isDue()) {
      return first;
    }
    late.ask();
    boolean alone = Deviations.has(settings.deviations(), Deviation.NothingBeforeLateAnswer.class);
    return data.readUntil(() -> !late.isPending(), alone) ? first : Optional.empty();
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

  /** Goes over to its next keys without a KeyUpdate that would say so (TLS 1.3). */
  public void changeKeys() {
    data.changeKeys();
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
