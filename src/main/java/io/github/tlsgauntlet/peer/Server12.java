package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.KeyExchangeMethod;
import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.crypto.RsaKeyTransport;
import io.github.tlsgauntlet.crypto.Tls12KeySchedule;
import io.github.tlsgauntlet.crypto.Tls12Keys;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateStatus;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientKeyExchange;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Finished;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHelloDone;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerKeyExchange;
import io.github.tlsgauntlet.protocol.NamedGroup;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import io.github.tlsgauntlet.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server's TLS 1.2 handshake from the ClientHello on (RFC 5246, Section 7.3). */
final class Server12 {
  private static final int RANDOM = 32;
  private static final int SESSION_ID = 32;
  private static final int TICKET_LIFETIME_SECONDS = 3_600;
  private static final byte[] DOWNGRADE_FROM_13 = {0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x01};

  private final HandshakeState state;
  private final ServerSettings settings;
  private final byte[] random = new byte[RANDOM];
  private boolean issuesTicket;

  Server12(HandshakeState state, ServerSettings settings) {
    this.state = state;
    this.settings = settings;
    settings.random().nextBytes(random);
  }

  void run(ClientHello hello) throws Aborted, WireException {
    boolean marked =
        Deviations.has(settings.deviations(), Deviation.MarkDowngrade.class)
            || (settings.versions().contains(ProtocolVersion.TLS13)
                && !Deviations.has(settings.deviations(), Deviation.LeaveDowngradeUnmarked.class));
    if (marked) {
      System.arraycopy(
          DOWNGRADE_FROM_13,
          0,
          random,
          RANDOM - DOWNGRADE_FROM_13.length,
          DOWNGRADE_FROM_13.length);
      state.downgradeMarked = true;
    }
    Optional<Session> resumed = resumable(hello);
    CipherSuiteParameters parameters =
        resumed.isPresent()
            ? CipherSuiteParameters.of(resumed.get().suite()).orElseThrow()
            : ServerChoice.suite(state, settings, hello, ProtocolVersion.TLS12);
    state.suite = Optional.of(parameters.suite());
    state.extendedMasterSecret =
        settings.extendedMasterSecret()
            && hello.extension(ExtensionType.EXTENDED_MASTER_SECRET).isPresent();
    state.encryptThenMac =
        settings.encryptThenMac()
            && !parameters.bulk().isAead()
            && parameters.bulk().blockLength() > 0
            && hello.extension(ExtensionType.ENCRYPT_THEN_MAC).isPresent();
    issuesTicket =
        settings.sessions().isPresent()
            && settings.sessionTickets()
            && hello.extension(ExtensionType.SESSION_TICKET).isPresent();
    byte[] sessionId = sendServerHello(hello, parameters, resumed.isPresent());
    byte[] master = resumed.isPresent() ? resumed.get().secret() : fullHandshake(hello, parameters);
    new KeyLog(settings.keyLog(), hello.random()).write("CLIENT_RANDOM", master);
    Tls12Keys keys =
        new Tls12Keys(parameters, master, hello.random(), random, state.encryptThenMac);
    if (resumed.isPresent()) {
      state.resumed = true;
      state.proof = HandshakeOutcome.Proof.IMPLICIT;
      sendFinished(parameters, master, keys, sessionId);
      receiveFinished(parameters, master, keys);
    } else {
      receiveFinished(parameters, master, keys);
      sendFinished(parameters, master, keys, sessionId);
    }
    state.completed = true;
  }

  private Optional<Session> resumable(ClientHello hello) {
    if (settings.sessions().isEmpty()) {
      return Optional.empty();
    }
    SessionStore store = settings.sessions().get();
    byte[] ticket =
        hello.extension(ExtensionType.SESSION_TICKET).map(Extension::data).orElse(new byte[0]);
    return (ticket.length > 0 ? store.find(ticket) : store.find(hello.sessionId()))
        .filter(session -> session.version().equals(ProtocolVersion.TLS12))
        .filter(session -> hello.cipherSuites().contains(session.suite()))
        .filter(
            session ->
                session.extendedMasterSecret()
                    == hello.extension(ExtensionType.EXTENDED_MASTER_SECRET).isPresent());
  }

  private byte[] sendServerHello(
      ClientHello hello, CipherSuiteParameters parameters, boolean resumed) {
    byte[] sessionId = new byte[0];
    if (resumed) {
      sessionId = hello.sessionId();
    } else if (settings.sessions().isPresent() && !issuesTicket) {
      sessionId = new byte[SESSION_ID];
      settings.random().nextBytes(sessionId);
    }
    List<Extension> extensions = new ArrayList<>();
    if (hello.extension(ExtensionType.RENEGOTIATION_INFO).isPresent()
        || hello.cipherSuites().stream().anyMatch(suite -> suite.code() == 0x00ff)) {
      extensions.add(Extensions.renegotiationInfo());
    }
    if (state.extendedMasterSecret) {
      extensions.add(Extension.empty(ExtensionType.EXTENDED_MASTER_SECRET));
    }
    if (state.encryptThenMac) {
      extensions.add(Extension.empty(ExtensionType.ENCRYPT_THEN_MAC));
    }
    if (issuesTicket) {
      extensions.add(Extension.empty(ExtensionType.SESSION_TICKET));
    }
    if (parameters.keyExchange() == KeyExchangeMethod.ECDHE
        && hello.extension(ExtensionType.EC_POINT_FORMATS).isPresent()) {
      extensions.add(Extensions.uncompressedPoints());
    }
    if (staples(hello) && !resumed) {
      extensions.add(Extension.empty(ExtensionType.STATUS_REQUEST));
    }
    state.alpn.ifPresent(protocol -> extensions.add(Extensions.alpn(List.of(protocol))));
    ServerHello answer =
        new ServerHello(
            ProtocolVersion.TLS12, random, sessionId, parameters.suite(), 0, extensions);
    state.serverHello = Optional.of(answer);
    state.send(answer);
    return sessionId;
  }

  private boolean staples(ClientHello hello) {
    return settings.stapled().isPresent()
        && hello.extension(ExtensionType.STATUS_REQUEST).isPresent();
  }

  private byte[] fullHandshake(ClientHello hello, CipherSuiteParameters parameters)
      throws Aborted, WireException {
    boolean empty = Deviations.has(settings.deviations(), Deviation.EmptyCertificateList.class);
    state.send(new Certificate12(empty ? List.of() : settings.credential().certificates()));
    if (staples(hello)) {
      state.send(new CertificateStatus(Extensions.ocspResponse(settings.stapled().orElseThrow())));
    }
    Optional<KeyExchangeGroup.Initiator> share = sendKeyExchange(hello, parameters);
    settings
        .ask()
        .ifPresent(
            ask ->
                state.send(
                    new CertificateRequest12(
                        ask.certificateTypes(), ask.schemes(), ask.authorities())));
    state.send(new ServerHelloDone());
    state.connection.flush();

    if (settings.ask().isPresent()) {
      receiveCertificate(settings.ask().get());
    }
    ClientKeyExchange exchange = state.expect(ClientKeyExchange.class);
    byte[] premaster = premaster(exchange, parameters, share);
    byte[] master =
        state.extendedMasterSecret
            ? Tls12KeySchedule.extendedMasterSecret(
                parameters.hash(), premaster, state.hash.hash(parameters.hash()))
            : Tls12KeySchedule.masterSecret(parameters.hash(), premaster, hello.random(), random);
    if (!state.peerCertificates.isEmpty()) {
      receiveProof(settings.ask().orElseThrow());
    }
    return master;
  }

  private Optional<KeyExchangeGroup.Initiator> sendKeyExchange(
      ClientHello hello, CipherSuiteParameters parameters) throws Aborted, WireException {
    if (!ServerChoice.isEphemeral(parameters)) {
      return Optional.empty();
    }
    KeyExchangeGroup.Initiator initiator;
    byte[] shareParameters;
    if (parameters.keyExchange() == KeyExchangeMethod.ECDHE) {
      NamedGroup group = ServerChoice.curveGroup(settings, hello).orElseThrow();
      initiator = KeyExchangeGroup.of(group).orElseThrow().initiate(settings.random());
      shareParameters = ServerShare.curveParameters(group, initiator.share());
      state.group = Optional.of(group);
    } else {
      NamedGroup group = ServerChoice.fieldGroup(settings, hello);
      FiniteFields.Parameters field = FiniteFields.of(group);
      initiator =
          KeyExchangeGroup.finiteField(field.prime(), field.generator())
              .initiate(settings.random());
      shareParameters =
          ServerShare.fieldParameters(
              field.primeBytes(), field.generatorBytes(), initiator.share());
      state.group = Optional.of(group);
    }
    SignatureScheme scheme = ServerChoice.scheme(state, settings, hello, ProtocolVersion.TLS12);
    byte[] content =
        WireWriter.write(w -> w.bytes(hello.random()).bytes(random).bytes(shareParameters));
    try {
      byte[] signature =
          Proof.sign(
              scheme,
              settings.credential().privateKey(),
              content,
              settings.deviations(),
              settings.random());
      state.send(
          new ServerKeyExchange(
              WireWriter.write(
                  w ->
                      w.bytes(shareParameters)
                          .uint16(scheme.code())
                          .vector16(v -> v.bytes(signature)))));
    } catch (CryptoException e) {
      throw state.connection.fail(AlertDescription.INTERNAL_ERROR, e.getMessage());
    }
    return Optional.of(initiator);
  }

  private byte[] premaster(
      ClientKeyExchange exchange,
      CipherSuiteParameters parameters,
      Optional<KeyExchangeGroup.Initiator> share)
      throws Aborted, WireException {
    WireReader reader = WireReader.of(exchange.body());
    byte[] sent =
        parameters.keyExchange() == KeyExchangeMethod.ECDHE
            ? reader.vector8().rest()
            : reader.vector16().rest();
    reader.end("ClientKeyExchange");
    if (share.isEmpty()) {
      return RsaKeyTransport.decrypt(settings.credential().privateKey(), sent, settings.random());
    }
    try {
      return share.get().finish(sent);
    } catch (CryptoException e) {
      throw state.connection.fail(AlertDescription.ILLEGAL_PARAMETER, e.getMessage());
    }
  }

  private void receiveCertificate(CertificateAsk ask) throws Aborted {
    Certificate12 certificate = state.expect(Certificate12.class);
    state.peerSentCertificate = true;
    state.peerCertificates = certificate.certificates();
    if (state.peerCertificates.isEmpty()) {
      if (ask.required()) {
        throw state.connection.fail(
            AlertDescription.HANDSHAKE_FAILURE, "The client has no certificate");
      }
      return;
    }
    state.judge(settings.judge());
  }

  private void receiveProof(CertificateAsk ask) throws Aborted {
    byte[] content = state.hash.messages();
    boolean anyProof = Deviations.has(settings.deviations(), Deviation.TakeAnyProof.class);
    Incoming next = state.connection.next();
    if (anyProof && next instanceof Incoming.ChangeCipherSpec) {
      state.connection.pushBack(next);
      return;
    }
    if (!(next instanceof Incoming.Handshake message)) {
      throw state.unexpected("No CertificateVerify came after the client's certificate");
    }
    CertificateVerify verify = state.cast(message, CertificateVerify.class);
    state.hash.add(message.encoded());
    if (!anyProof) {
      state.insistOnScheme(verify.scheme(), ask.schemes());
    }
    if (!state.verify(verify.scheme(), content, verify.signature()) && !anyProof) {
      throw state.connection.fail(
          AlertDescription.DECRYPT_ERROR, "The client's CertificateVerify does not verify");
    }
  }

  private void receiveFinished(CipherSuiteParameters parameters, byte[] master, Tls12Keys keys)
      throws Aborted {
    if (!(state.connection.next() instanceof Incoming.ChangeCipherSpec)) {
      throw state.unexpected("No ChangeCipherSpec came before the client's Finished");
    }
    state.connection.openWith(keys.opener(true));
    byte[] expected =
        Tls12KeySchedule.verifyData(
            parameters.hash(), master, true, state.hash.hash(parameters.hash()));
    Finished finished = state.expect(Finished.class);
    if (!MessageDigest.isEqual(expected, finished.verifyData())) {
      throw state.connection.fail(
          AlertDescription.DECRYPT_ERROR, "The client's Finished does not verify");
    }
  }

  private void sendFinished(
      CipherSuiteParameters parameters, byte[] master, Tls12Keys keys, byte[] sessionId) {
    remember(parameters, master, sessionId);
    state.connection.sendChangeCipherSpec();
    state.connection.sealWith(keys.sealer(false, settings.random()));
    byte[] verifyData =
        Tls12KeySchedule.verifyData(
            parameters.hash(), master, false, state.hash.hash(parameters.hash()));
    if (Deviations.has(settings.deviations(), Deviation.CorruptFinished.class)) {
      verifyData[0] ^= 1;
    }
    state.send(new Finished(verifyData));
    state.connection.flush();
  }

  private void remember(CipherSuiteParameters parameters, byte[] master, byte[] sessionId) {
    if (settings.sessions().isEmpty()) {
      return;
    }
    byte[] ticket = new byte[0];
    if (issuesTicket) {
      byte[] drawn = new byte[SESSION_ID];
      settings.random().nextBytes(drawn);
      ticket =
          WireWriter.write(
              w -> w.bytes("ticket:".getBytes(StandardCharsets.US_ASCII)).bytes(drawn));
      state.send(new NewSessionTicket12(TICKET_LIFETIME_SECONDS, ticket));
    }
    byte[] key = issuesTicket ? ticket : sessionId;
    if (key.length > 0) {
      settings
          .sessions()
          .get()
          .put(
              key,
              new Session(
                  ProtocolVersion.TLS12,
                  parameters.suite(),
                  master,
                  sessionId,
                  ticket,
                  state.extendedMasterSecret,
                  0,
                  System.nanoTime()));
    }
  }
}
