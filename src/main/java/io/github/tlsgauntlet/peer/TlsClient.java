package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.BlockContents;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.Tls13KeySchedule;
import io.github.tlsgauntlet.crypto.Tls13Records;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Finished;
import io.github.tlsgauntlet.protocol.HandshakeMessage.HelloRequest;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A scripted TLS client. Nothing that a server does makes it throw: a handshake has an outcome, a
 * read has bytes or an ending. For one thread.
 */
public final class TlsClient implements AutoCloseable {
  /** "DOWNGRD" (RFC 9846, Section 4.2.3). */
  private static final byte[] DOWNGRADE = HexFormat.of().parseHex("444f574e475244");

  private static final int DOWNGRADE_AT = 24;
  private static final int MOST_SESSIONS = 64;
  private static final int MOST_RENEGOTIATIONS = 64;

  private final ClientSettings settings;
  private final Connection connection;
  private final HandshakeState state;
  private HandshakeState latest;
  private final List<HandshakeOutcome> renegotiations = new ArrayList<>();
  private final DataPhase data;
  private Optional<Session> session = Optional.empty();
  private final List<Session> sessions = new ArrayList<>();
  private final Map<Session, Long> ends = new HashMap<>();
  private Optional<ClientHellos> sent = Optional.empty();
  private Optional<ClientEch> ech = Optional.empty();

  private TlsClient(Socket socket, ClientSettings settings, Deadline deadline) throws IOException {
    this.settings = settings.ech().isPresent() ? ClientEch.settings(settings) : settings;
    this.connection =
        new Connection(new Transport(socket, deadline), settings.script(), settings.deviations());
    this.state = new HandshakeState(connection);
    this.latest = state;
    this.data = new DataPhase(connection, HelloRequest.class, this::afterHandshake, this::again);
  }

  /**
   * Connects.
   *
   * @param server where to
   * @param settings what to offer
   * @param deadline for the whole connection
   * @throws IOException if no connection comes about
   */
  public static TlsClient connect(
      InetSocketAddress server, ClientSettings settings, Deadline deadline) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(server, Math.max(1, deadline.remainingMillis()));
      return new TlsClient(socket, settings, deadline);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Speaks over a socket that is connected.
   *
   * @param socket closed with this client
   * @param settings what to offer
   * @param deadline for the whole connection
   * @throws IOException if the socket is not usable
   */
  public static TlsClient over(Socket socket, ClientSettings settings, Deadline deadline)
      throws IOException {
    return new TlsClient(socket, settings, deadline);
  }

  /** Runs the handshake; says how far it came. */
  public HandshakeOutcome handshake() {
    return handshake(new ClientHellos(settings));
  }

  /**
   * Runs the handshake with the very ClientHello and early data of another client, as somebody who
   * recorded them would. That client's settings must be this one's.
   *
   * @param earlier whose handshake was run
   */
  public HandshakeOutcome replay(TlsClient earlier) {
    return handshake(earlier.sent.orElseGet(() -> new ClientHellos(settings)));
  }

  private HandshakeOutcome handshake(ClientHellos hellos) {
    sent = Optional.of(hellos);
    try {
      run(hellos);
    } catch (Aborted e) {
      connection.end(e.ending());
    } catch (WireException e) {
      connection.fail(AlertDescription.DECODE_ERROR, e.getMessage());
    }
    return state.outcome();
  }

  private void run(ClientHellos hellos) throws Aborted, WireException {
    if (settings.ech().isPresent()) {
      ech = Optional.of(new ClientEch(state, settings, settings.ech().get()));
    }
    sendHello(hellos);
    ServerHello hello = state.cast(peek(), ServerHello.class);
    if (hello.isHelloRetryRequest()) {
      hello = retry(hellos, hello);
    }
    ProtocolVersion version = version(hello);
    state.version = Optional.of(version);
    state.suite = Optional.of(hello.cipherSuite());
    state.serverHello = Optional.of(hello);
    connection.speaks(version);
    state.downgradeMarked =
        Arrays.equals(
            Arrays.copyOfRange(hello.random(), DOWNGRADE_AT, DOWNGRADE_AT + DOWNGRADE.length),
            DOWNGRADE);
    requireOffered(hello, version);
    if (state.downgradeMarked
        && version.code() < highest().code()
        && highest().code() >= ProtocolVersion.TLS12.code()
        && !Deviations.has(settings.deviations(), Deviation.OverlookDowngrade.class)) {
      connection.object(
          AlertDescription.ILLEGAL_PARAMETER,
          "The server's random says that it knows a newer version, and it chose " + version);
    }
    new ServerRules(state, state.clientHello.orElseThrow()).hello(hello, version);
    if (version.code() >= ProtocolVersion.TLS13.code()) {
      // One that nobody knows is here only where its not being offered was overlooked.
      state.version = Optional.of(ProtocolVersion.TLS13);
      connection.speaks(ProtocolVersion.TLS13);
      Client13.Established established = new Client13(state, settings, hellos).run(hello);
      data.established(established);
      if (state.ech.filter(one -> !one.accepted()).isPresent()) {
        throw connection.fail(
            AlertDescription.ECH_REQUIRED, "The server did not take the Encrypted Client Hello");
      }
    } else {
      connection.sealNothing();
      session = new Client12(state, settings, hellos).run(hello);
    }
  }

  private void requireOffered(ServerHello hello, ProtocolVersion version) throws Aborted {
    if (!settings.versions().contains(version)) {
      connection.object(
          hello.extension(ExtensionType.SUPPORTED_VERSIONS).isPresent()
              ? AlertDescription.ILLEGAL_PARAMETER
              : AlertDescription.PROTOCOL_VERSION,
          "The server chose " + version + ", which was not offered");
    }
  }

  private ProtocolVersion highest() {
    return settings.versions().stream()
        .max(Comparator.comparingInt(ProtocolVersion::code))
        .orElse(ProtocolVersion.TLS12);
  }

  private void sendHello(ClientHellos hellos) {
    ClientHello hello = hellos.hello(state.hash);
    if (highest().equals(ProtocolVersion.SSL30)) {
      connection.beginsWith(ProtocolVersion.SSL30);
    }
    if (ech.isPresent()) {
      ech.get().send(hello);
    } else {
      state.clientHello = Optional.of(hello);
      state.send(hello);
    }
    if (hellos.earlyData().isPresent()) {
      sendEarlyData(hellos);
    }
    connection.flush();
  }

  private void sendEarlyData(ClientHellos hellos) {
    Session resumed = hellos.psk().orElseThrow();
    CipherSuiteParameters parameters = CipherSuiteParameters.of(resumed.suite()).orElseThrow();
    byte[] secret =
        new Tls13KeySchedule(parameters.hash(), resumed.secret())
            .derive("c e traffic", state.hash.hash(parameters.hash()));
    new KeyLog(settings.keyLog(), hellos.random()).write("CLIENT_EARLY_TRAFFIC_SECRET", secret);
    // All records but the first ClientHello's say TLS 1.2 (RFC 9846, Section 5.1).
    connection.speaks(ProtocolVersion.TLS13);
    connection.sendCompatibilityChangeCipherSpec();
    connection.sealWith(new Tls13Records(parameters, secret));
    byte[] bytes = hellos.earlyData().orElseThrow();
    if (bytes.length > 0) {
      connection.sendData(bytes);
    }
  }

  private Incoming.Handshake peek() throws Aborted {
    Incoming.Handshake incoming = state.handshake();
    if (ech.isPresent() && incoming.message() instanceof ServerHello answer) {
      ech.get().take(answer, incoming.encoded());
    }
    if (incoming.message() instanceof ServerHello hello && hello.isHelloRetryRequest()) {
      CipherSuite suite = hello.cipherSuite();
      CipherSuiteParameters.of(suite)
          .ifPresent(parameters -> state.hash.replaceByMessageHash(parameters.hash()));
    }
    state.hash.add(incoming.encoded());
    return incoming;
  }

  private ServerHello retry(ClientHellos hellos, ServerHello request)
      throws Aborted, WireException {
    state.version = Optional.of(ProtocolVersion.TLS13);
    connection.speaks(ProtocolVersion.TLS13);
    ServerRules rules = new ServerRules(state, state.clientHello.orElseThrow());
    rules.retry(request);
    Optional<NamedGroup> group = Optional.empty();
    Optional<Extension> named = request.extension(ExtensionType.KEY_SHARE);
    if (named.isPresent()) {
      NamedGroup wanted = new NamedGroup(Extensions.readUint16(named.get()));
      if (!settings.groups().contains(wanted) || hellos.initiator(wanted).isPresent()) {
        connection.object(
            AlertDescription.ILLEGAL_PARAMETER, "A HelloRetryRequest names the group " + wanted);
      }
      group = Optional.of(wanted);
    }
    Optional<byte[]> cookie = Optional.empty();
    Optional<Extension> sent = request.extension(ExtensionType.COOKIE);
    if (sent.isPresent()) {
      cookie = Optional.of(WireReader.of(sent.get().data()).vector16().rest());
      if (cookie.get().length == 0) {
        connection.object(AlertDescription.DECODE_ERROR, "A HelloRetryRequest's cookie is empty");
      }
    }
    if (group.isEmpty() && cookie.isEmpty()) {
      connection.object(AlertDescription.ILLEGAL_PARAMETER, "A HelloRetryRequest changes nothing");
    }
    hellos.retry(group, cookie);
    connection.sealNothing();
    connection.sendCompatibilityChangeCipherSpec();
    sendHello(hellos);
    ServerHello hello = state.cast(peek(), ServerHello.class);
    if (hello.isHelloRetryRequest()) {
      connection.object(AlertDescription.UNEXPECTED_MESSAGE, "A second HelloRetryRequest came");
      sendHello(hellos);
      hello = state.cast(peek(), ServerHello.class);
    }
    rules.afterRetry(request, hello);
    return hello;
  }

  private static ProtocolVersion version(ServerHello hello) throws WireException {
    Optional<Extension> selected = hello.extension(ExtensionType.SUPPORTED_VERSIONS);
    return selected.isPresent()
        ? new ProtocolVersion(Extensions.readUint16(selected.get()))
        : hello.legacyVersion();
  }

  private void afterHandshake(Incoming.Handshake incoming) throws Aborted, WireException {
    if (incoming.message() instanceof NewSessionTicket13 ticket) {
      for (Extension extension : ticket.extensions()) {
        if (connection.faults().refuses(extension.type())) {
          throw connection.fail(
              AlertDescription.ILLEGAL_PARAMETER, extension.type() + " is not wanted");
        }
      }
      if (ticket.ticket().length == 0) {
        connection.object(AlertDescription.DECODE_ERROR, "A ticket is empty");
      }
      if (ticket.lifetime() == 0
          && !Deviations.has(settings.deviations(), Deviation.KeepDeadTickets.class)) {
        return;
      }
      long mostEarlyData = Client13.mostEarlyData(ticket);
      session =
          data.resumptionPsk(ticket.nonce())
              .map(
                  psk ->
                      new Session(
                          ProtocolVersion.TLS13,
                          state.suite.orElseThrow(),
                          psk,
                          new byte[0],
                          ticket.ticket(),
                          false,
                          ticket.ageAdd(),
                          System.nanoTime(),
                          mostEarlyData));
      session
          .filter(one -> ticket.lifetime() > 0)
          .ifPresent(
              one -> ends.put(one, one.received() + TimeUnit.SECONDS.toNanos(ticket.lifetime())));
      session.filter(one -> sessions.size() < MOST_SESSIONS).ifPresent(sessions::add);
    } else if (incoming.message() instanceof CertificateRequest13 request
        && settings.postHandshakeAuthentication()
        && !Deviations.has(settings.deviations(), Deviation.PassOverLateRequest.class)) {
      state.ask = Optional.of(Client13.ask(request));
      byte[] handshake = state.hash.messages();
      state.hash.add(incoming.encoded());
      TrafficKeys keys = data.keys().orElseThrow();
      ClientProof13.send(
          state,
          settings,
          keys.parameters().hash(),
          request.context(),
          state.ask.orElseThrow().schemes());
      state.send(new Finished(keys.verifyData(state.hash.hash(keys.parameters().hash()))));
      connection.flush();
      // Each request is answered over the handshake alone (RFC 9846, Section 4.5).
      state.hash.reset(handshake);
    } else if (!(incoming.message() instanceof CertificateRequest13)
        || !Deviations.has(settings.deviations(), Deviation.PassOverLateRequest.class)) {
      connection.object(
          AlertDescription.UNEXPECTED_MESSAGE,
          incoming.message().type() + " came after the handshake");
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
   * Sends application data whose first record is laid out so.
   *
   * @param bytes any number
   * @param contents what is encrypted, where a suite in CBC does
   */
  public void write(byte[] bytes, BlockContents contents) {
    connection.nextRecordHolds(contents);
    connection.sendData(bytes);
  }

  /**
   * The next record, whatever it is: also after an alert that ends the connection, which {@link
   * #read} reports and stops at. One that does not open is given as it came.
   *
   * @param patience how long to wait for it
   */
  public HelloCaller.Received nextRecord(Duration patience) {
    return connection.nextRecord(connection.atMost(patience));
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

  /** Sends a KeyUpdate (TLS 1.3). */
  public void updateKeys(boolean requestUpdate) {
    data.updateKeys(requestUpdate);
  }

  /** Goes over to its next keys without a KeyUpdate that would say so (TLS 1.3). */
  public void changeKeys() {
    data.changeKeys();
  }

  /** Goes back to the keys that it sent under before it last changed them. */
  public void changeKeysBack() {
    connection.sealWithFormer();
  }

  /**
   * Begins a second handshake inside the first (RFC 5246, Section 7.4.1.2; RFC 5746, Section 3.5),
   * after a complete one before TLS 1.3, and carries it through where the server takes part.
   *
   * @param how what it offers, and what is wrong with it
   * @return how far it came: without a ServerHello where the server refused by a warning or did not
   *     begin in time, after both of which the connection is open
   */
  public HandshakeOutcome renegotiate(Renegotiation how) {
    try {
      renegotiated(how);
    } catch (Aborted e) {
      connection.end(e.ending());
    } catch (WireException e) {
      connection.fail(AlertDescription.DECODE_ERROR, e.getMessage());
    }
    return renegotiations.get(renegotiations.size() - 1);
  }

  /** What became of the handshakes inside the first, in their order. */
  public List<HandshakeOutcome> renegotiations() {
    return List.copyOf(renegotiations);
  }

  private void renegotiated(Renegotiation how) throws Aborted, WireException {
    ClientRenegotiation again = new ClientRenegotiation(latest, settings, how, data);
    try {
      again.run();
      if (again.state().completed) {
        latest = again.state();
        session = again.session().or(() -> session);
      }
    } finally {
      if (renegotiations.size() == MOST_RENEGOTIATIONS) {
        renegotiations.remove(0);
      }
      renegotiations.add(again.state().outcome());
    }
  }

  private boolean again(Incoming.Handshake incoming) throws Aborted, WireException {
    if (!(incoming.message() instanceof HelloRequest) || settings.answersHelloRequest().isEmpty()) {
      return false;
    }
    renegotiated(settings.answersHelloRequest().get());
    return true;
  }

  /** Keying material for an application (TLS 1.3: RFC 9846, Section 7.5). */
  public Optional<byte[]> export(String label, byte[] context, int length) {
    return data.keys().map(keys -> keys.export(label, context, length));
  }

  /** What it takes to resume: known when the handshake is done, or when a ticket has been read. */
  public Optional<Session> session() {
    return session.filter(this::lasts);
  }

  /** A ticket is not used beyond its lifetime (RFC 9846, Section 4.3.11.1). */
  private boolean lasts(Session one) {
    Optional<Long> end = Optional.ofNullable(ends.get(one));
    return end.isEmpty()
        || System.nanoTime() - end.get() < 0
        || Deviations.has(settings.deviations(), Deviation.KeepOldTickets.class);
  }

  /** One for each ticket of TLS 1.3 that has been read, in their order; of the first 64. */
  public List<Session> sessions() {
    return sessions.stream().filter(this::lasts).toList();
  }

  /** Whether the server took the early data: only then has it read them. */
  public boolean earlyDataAccepted() {
    return state.earlyDataAccepted;
  }

  /** How the connection ended, or that it is open. */
  public Ending ending() {
    return connection.ending();
  }

  /** How large the records were that came so far. */
  public RecordSizes recordSizes() {
    return connection.recordSizes();
  }

  /** All that went over the connection so far. */
  public Transcript transcript() {
    return connection.transcript();
  }

  /** The same, to be put into words later. */
  public Recording recording() {
    return connection.recording();
  }

  /** Sends close_notify and closes. */
  @Override
  public void close() {
    if (connection.faults().commit(Deviation.LeaveWithoutGoodbye.class)) {
      connection.breakOff(Duration.ZERO);
    }
    connection.close(Duration.ZERO);
  }
}
