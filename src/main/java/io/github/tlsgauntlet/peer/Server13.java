package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.crypto.Tls13KeySchedule;
import io.github.tlsgauntlet.crypto.Tls13Records;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateEntry;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CompressedCertificate;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Finished;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HelloRetry;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server's TLS 1.3 handshake from the ClientHello on (RFC 9846, Section 2, Figure 1). */
final class Server13 {
  private static final int RANDOM = 32;
  private static final int TICKET = 32;

  /** Data that are shorter are passed over where a careless server waits for a message. */
  private static final int LEAST_DATA = 16;

  private static final int TICKET_LIFETIME_SECONDS = 3_600;

  private final HandshakeState state;
  private final ServerSettings settings;
  private final ServerLimits limits;

  private final ServerEch ech;

  Server13(HandshakeState state, ServerSettings settings, ServerEch ech) {
    this.state = state;
    this.ech = ech;
    this.settings = settings;
    this.limits = new ServerLimits(state, settings);
  }

  Client13.Established run(ClientHello first) throws Aborted, WireException {
    CipherSuiteParameters parameters =
        ServerChoice.suite(state, settings, first, ProtocolVersion.TLS13);
    state.suite = Optional.of(parameters.suite());
    ServerEarlyData early = new ServerEarlyData(state, settings, first);
    early.passOver();
    ClientHello hello = retryIfNeeded(first, parameters);
    KeyLog keyLog = new KeyLog(settings.keyLog(), hello.random());
    Optional<Session> psk =
        settings.sessions().isPresent()
            ? ServerPsk.select(
                state,
                settings.sessions().get(),
                settings.pskModes(),
                settings.deviations(),
                hello,
                parameters)
            : Optional.empty();
    state.resumed = psk.isPresent();
    if (psk.isEmpty()) {
      // Before the ServerHello, which a server without a scheme for its key does not send.
      ServerChoice.scheme(state, settings, hello, ProtocolVersion.TLS13);
    }
    Tls13KeySchedule schedule =
        new Tls13KeySchedule(parameters.hash(), psk.map(Session::secret).orElse(new byte[0]));
    early.decide(hello, psk);
    byte[] earlySecret = schedule.derive("c e traffic", state.hash.hash(parameters.hash()));
    if (state.earlyDataAccepted) {
      keyLog.write("CLIENT_EARLY_TRAFFIC_SECRET", earlySecret);
    }
    schedule.toHandshakeSecret(sendServerHello(hello, parameters, psk.isPresent()));

    byte[] helloHash = state.hash.hash(parameters.hash());
    byte[] clientHandshake = schedule.derive("c hs traffic", helloHash);
    byte[] serverHandshake = schedule.derive("s hs traffic", helloHash);
    keyLog.write("CLIENT_HANDSHAKE_TRAFFIC_SECRET", clientHandshake);
    keyLog.write("SERVER_HANDSHAKE_TRAFFIC_SECRET", serverHandshake);
    state.connection.sendCompatibilityChangeCipherSpec();
    state.connection.sealWith(new Tls13Records(parameters, serverHandshake));
    List<Extension> limit = limits.answer(hello);
    limits.beginProtected();
    state.connection.openWith(
        new Tls13Records(parameters, state.earlyDataAccepted ? earlySecret : clientHandshake));
    sendServerFlight(hello, parameters, psk.isPresent(), limit);
    byte[] verifyData = schedule.verifyData(serverHandshake, state.hash.hash(parameters.hash()));
    if (Deviations.has(settings.deviations(), Deviation.CorruptFinished.class)) {
      verifyData[0] ^= 1;
    }
    state.send(new Finished(verifyData));
    state.connection.flush();

    byte[] serverFinishedHash = state.hash.hash(parameters.hash());
    schedule.toMainSecret();
    byte[] clientTraffic = schedule.derive("c ap traffic", serverFinishedHash);
    byte[] serverTraffic = schedule.derive("s ap traffic", serverFinishedHash);
    byte[] exporter = schedule.derive("exp master", serverFinishedHash);
    keyLog.write("CLIENT_TRAFFIC_SECRET_0", clientTraffic);
    keyLog.write("SERVER_TRAFFIC_SECRET_0", serverTraffic);
    keyLog.write("EXPORTER_SECRET", exporter);
    TrafficKeys keys =
        new TrafficKeys(parameters, schedule, serverTraffic, clientTraffic, exporter);
    // From here on all that the server says, alerts included, is under its application key.
    boolean late = Deviations.has(settings.deviations(), Deviation.ApplicationKeyAfterClient.class);
    if (!late) {
      state.connection.sealWith(keys.sealer());
    }

    if (state.earlyDataAccepted) {
      early.receive();
      state.connection.openWith(new Tls13Records(parameters, clientHandshake));
    }
    if (state.overlooksOrder()) {
      state.connection.openWith(
          new EitherKeys(new Tls13Records(parameters, clientHandshake), keys.opener()));
    }
    receiveClientFlight(psk.isPresent(), parameters, schedule, clientHandshake);
    if (!state.overlooksOrder()) {
      state.connection.openWith(keys.opener());
    }
    if (late) {
      state.connection.sealWith(keys.sealer());
    }
    state.completed = true;
    byte[] resumption = schedule.derive("res master", state.hash.hash(parameters.hash()));
    issueTickets(hello, parameters, schedule, resumption);
    return new Client13.Established(keys, resumption);
  }

  private ClientHello retryIfNeeded(ClientHello first, CipherSuiteParameters parameters)
      throws Aborted, WireException {
    if (settings.cookie().isEmpty() && share(first).isPresent()) {
      return first;
    }
    if (share(first).isEmpty()
        && Deviations.has(settings.deviations(), Deviation.NeverRetry.class)) {
      throw state.connection.fail(
          AlertDescription.HANDSHAKE_FAILURE, "The ClientHello has no share of ours");
    }
    List<NamedGroup> offered = ServerChoice.groups(first);
    Optional<NamedGroup> group =
        settings.groups().stream()
            .filter(offered::contains)
            .filter(g -> KeyExchangeGroup.of(g).isPresent())
            .findFirst();
    if (group.isEmpty()) {
      throw state.connection.fail(
          AlertDescription.HANDSHAKE_FAILURE, "The client offers no group of ours: " + offered);
    }
    List<Extension> extensions = new ArrayList<>();
    extensions.add(Extensions.selectedVersion(ProtocolVersion.TLS13));
    if (share(first).isEmpty()) {
      extensions.add(Extensions.selectedGroup(group.get()));
    }
    settings.cookie().ifPresent(cookie -> extensions.add(Extensions.cookie(cookie)));
    state.hash.replaceByMessageHash(parameters.hash());
    state.send(
        ech.confirmed(
            new ServerHello(
                ProtocolVersion.TLS12,
                HelloRetry.random(),
                first.sessionId(),
                parameters.suite(),
                0,
                extensions),
            parameters.hash()));
    state.connection.sendCompatibilityChangeCipherSpec();
    state.connection.flush();
    ClientHello sent = ech.second(state.handshake());
    state.clientHello = Optional.of(sent);
    ClientHello second = Deviations.misread(settings.deviations(), sent);
    new ClientRules(state).afterRetry(first, second, settings.cookie());
    if (share(first).isEmpty() && !isAnswer(second, group.get())) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER, "The second ClientHello lacks the share asked for");
      return share(second).isEmpty() ? retryIfNeeded(second, parameters) : second;
    }
    return second;
  }

  private static boolean isAnswer(ClientHello second, NamedGroup asked) throws WireException {
    Optional<Extension> extension = second.extension(ExtensionType.KEY_SHARE);
    if (extension.isEmpty()) {
      return false;
    }
    List<Extensions.KeyShare> shares = Extensions.readKeyShares(extension.get());
    return shares.size() == 1 && shares.get(0).group().equals(asked);
  }

  private Optional<Extensions.KeyShare> share(ClientHello hello) throws WireException {
    Optional<Extension> extension = hello.extension(ExtensionType.KEY_SHARE);
    if (extension.isEmpty()) {
      return Optional.empty();
    }
    List<Extensions.KeyShare> shares = Extensions.readKeyShares(extension.get());
    return settings.groups().stream()
        .flatMap(group -> shares.stream().filter(share -> share.group().equals(group)))
        .filter(share -> KeyExchangeGroup.of(share.group()).isPresent())
        .findFirst();
  }

  private byte[] sendServerHello(ClientHello hello, CipherSuiteParameters parameters, boolean byPsk)
      throws Aborted, WireException {
    byte[] random = new byte[RANDOM];
    settings.random().nextBytes(random);
    List<Extension> extensions = new ArrayList<>();
    extensions.add(Extensions.selectedVersion(ProtocolVersion.TLS13));
    byte[] secret =
        byPsk && ServerPsk.withoutDh(hello, settings.pskModes(), settings.deviations())
            ? new byte[0]
            : agree(hello, extensions);
    if (byPsk) {
      extensions.add(Extension.of(ExtensionType.PRE_SHARED_KEY, w -> w.uint16(0)));
    }
    ServerHello answer =
        ech.confirmedHello(
            new ServerHello(
                ProtocolVersion.TLS12,
                random,
                hello.sessionId(),
                parameters.suite(),
                0,
                extensions),
            parameters.hash());
    state.serverHello = Optional.of(answer);
    state.send(answer);
    return secret;
  }

  private byte[] agree(ClientHello hello, List<Extension> extensions)
      throws Aborted, WireException {
    Extensions.KeyShare offered = share(hello).orElseThrow();
    Optional<Deviation.ShareAs> other =
        Deviations.find(settings.deviations(), Deviation.ShareAs.class);
    KeyExchangeGroup.Response response =
        other.isPresent()
            ? new KeyExchangeGroup.Response(other.get().share(), other.get().secret())
            : response(offered);
    state.group = Optional.of(offered.group());
    extensions.add(Extensions.keyShare(new Extensions.KeyShare(offered.group(), response.share())));
    return response.secret();
  }

  private KeyExchangeGroup.Response response(Extensions.KeyShare offered) throws Aborted {
    KeyExchangeGroup group = KeyExchangeGroup.of(offered.group()).orElseThrow();
    try {
      return group.respond(offered.keyExchange(), settings.random());
    } catch (CryptoException e) {
      state.connection.object(AlertDescription.ILLEGAL_PARAMETER, e.getMessage());
    }
    try {
      // A careless server answers whatever the client sent.
      return group.respond(group.initiate(settings.random()).share(), settings.random());
    } catch (CryptoException e) {
      throw state.connection.fail(AlertDescription.INTERNAL_ERROR, e.getMessage());
    }
  }

  private void sendServerFlight(
      ClientHello hello, CipherSuiteParameters parameters, boolean byPsk, List<Extension> limit)
      throws Aborted, WireException {
    List<Extension> extensions = new ArrayList<>(limit);
    state.alpn.ifPresent(protocol -> extensions.add(Extensions.alpn(List.of(protocol))));
    if (state.earlyDataAccepted) {
      extensions.add(Extension.empty(ExtensionType.EARLY_DATA));
    }
    ech.retry().ifPresent(extensions::add);
    settings.encryptedExtensions().stream()
        .filter(extension -> hello.extension(extension.type()).isPresent())
        .forEach(extensions::add);
    state.send(new EncryptedExtensions(extensions));
    if (byPsk && !Deviations.has(settings.deviations(), Deviation.AskThoughResumed.class)) {
      return;
    }
    if (settings.ask().isPresent()) {
      state.send(new CertificateRequest13(new byte[0], requestExtensions(settings.ask().get())));
    }
    if (byPsk) {
      return;
    }
    boolean empty = Deviations.has(settings.deviations(), Deviation.EmptyCertificateList.class);
    sendCertificate(new Certificate13(new byte[0], empty ? List.of() : entries(hello)));
    if (Deviations.has(settings.deviations(), Deviation.OmitCertificateVerify.class)) {
      return;
    }
    SignatureScheme scheme = ServerChoice.scheme(state, settings, hello, ProtocolVersion.TLS13);
    try {
      byte[] signature =
          Proof.sign(
              scheme,
              settings.credential().privateKey(),
              state
                  .connection
                  .script()
                  .proven(Proof.content13(true, state.hash.hash(parameters.hash()))),
              settings.deviations(),
              settings.random());
      state.send(new CertificateVerify(scheme, signature));
    } catch (CryptoException e) {
      throw state.connection.fail(AlertDescription.INTERNAL_ERROR, e.getMessage());
    }
  }

  private void sendCertificate(Certificate13 certificate) {
    Optional<Deviation.CompressedCertificateAs> other =
        Deviations.find(settings.deviations(), Deviation.CompressedCertificateAs.class);
    if (other.isPresent()) {
      state.send(
          new CompressedCertificate(
              other.get().algorithm(), other.get().length(), other.get().compressed()));
    } else if (settings.certificateCompression() && CertificateCompression.offersZlib(state)) {
      state.send(CertificateCompression.compress(certificate));
    } else {
      state.send(certificate);
    }
  }

  private List<CertificateEntry> entries(ClientHello hello) {
    List<CertificateEntry> entries = new ArrayList<>();
    boolean staples =
        settings.stapled().isPresent() && hello.extension(ExtensionType.STATUS_REQUEST).isPresent();
    for (byte[] certificate : settings.credential().certificates()) {
      List<Extension> extensions = new ArrayList<>();
      if (entries.isEmpty()) {
        if (staples) {
          extensions.add(
              new Extension(
                  ExtensionType.STATUS_REQUEST, Extensions.ocspResponse(settings.stapled().get())));
        }
        Deviations.find(settings.deviations(), Deviation.CertificateExtension.class)
            .map(Deviation.CertificateExtension::extension)
            .ifPresent(extensions::add);
      }
      entries.add(new CertificateEntry(certificate, extensions));
    }
    return entries;
  }

  private List<Extension> requestExtensions(CertificateAsk ask) {
    return requestExtensions(ask, settings);
  }

  static List<Extension> requestExtensions(CertificateAsk ask, ServerSettings settings) {
    List<Extension> extensions = new ArrayList<>();
    if (!Deviations.has(settings.deviations(), Deviation.RequestWithoutSchemes.class)) {
      extensions.add(
          Extensions.signatureSchemes(ExtensionType.SIGNATURE_ALGORITHMS, ask.schemes()));
    }
    if (!ask.authorities().isEmpty()) {
      extensions.add(Extensions.certificateAuthorities(ask.authorities()));
    }
    extensions.addAll(ask.extensions());
    return extensions;
  }

  private void receiveClientFlight(
      boolean byPsk,
      CipherSuiteParameters parameters,
      Tls13KeySchedule schedule,
      byte[] clientHandshake)
      throws Aborted, WireException {
    if (settings.ask().isPresent() && !byPsk) {
      receiveCertificate(settings.ask().get(), parameters);
    }
    if (state.overlooksOrder() && comesData()) {
      return;
    }
    state.expectFinished(
        () -> schedule.verifyData(clientHandshake, state.hash.hash(parameters.hash())));
  }

  /** Whether a client begins with its data, and leaves out what is due before. */
  private boolean comesData() throws Aborted {
    Incoming next = state.connection.next();
    while (next instanceof Incoming.ChangeCipherSpec) {
      next = state.connection.next();
    }
    state.connection.pushBack(next);
    return next instanceof Incoming.Data data && data.bytes().length > LEAST_DATA;
  }

  private void receiveCertificate(CertificateAsk ask, CipherSuiteParameters parameters)
      throws Aborted {
    Incoming.Handshake next = state.handshake();
    boolean compressed =
        next.message() instanceof CompressedCertificate
            && Extension.find(ask.extensions(), ExtensionType.COMPRESS_CERTIFICATE).isPresent();
    if (state.overlooksOrder() && !compressed && !(next.message() instanceof Certificate13)) {
      state.connection.pushBack(next);
      return;
    }
    new ReceivedProof13(state, settings, ask, parameters.hash()).take(next, new byte[0]);
  }

  private void issueTickets(
      ClientHello hello,
      CipherSuiteParameters parameters,
      Tls13KeySchedule schedule,
      byte[] resumption)
      throws WireException {
    if (settings.sessions().isEmpty()) {
      return;
    }
    for (int i = 0; i < settings.ticketCount(); i++) {
      byte[] ticket =
          new byte
              [Deviations.find(settings.deviations(), Deviation.TicketsOfLength.class)
                  .map(Deviation.TicketsOfLength::bytes)
                  .orElse(TICKET)];
      settings.random().nextBytes(ticket);
      byte[] nonce = {(byte) i};
      long ageAdd = settings.random().nextInt() & 0xffffffffL;
      settings
          .sessions()
          .get()
          .put(
              ticket,
              ServerChoice.serverName(hello),
              new Session(
                  ProtocolVersion.TLS13,
                  parameters.suite(),
                  schedule.resumptionPsk(resumption, nonce),
                  new byte[0],
                  ticket,
                  false,
                  ageAdd,
                  System.nanoTime()));
      state.connection.send(
          new NewSessionTicket13(
              TICKET_LIFETIME_SECONDS, ageAdd, nonce, ticket, ServerEarlyData.allowed(settings)));
    }
    state.connection.flush();
  }
}
