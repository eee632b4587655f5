package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.BulkCipher;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.KeyExchangeMethod;
import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.crypto.OldSignatures;
import io.github.tlsgauntlet.crypto.OlderSecrets;
import io.github.tlsgauntlet.crypto.RecordCompression;
import io.github.tlsgauntlet.crypto.RsaKeyTransport;
import io.github.tlsgauntlet.crypto.Tls12Keys;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest10;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateStatus;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify10;
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
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A server's handshake before TLS 1.3, from the ClientHello on (RFC 5246, Section 7.3). */
final class Server12 {
  private static final int RANDOM = 32;
  private static final int SESSION_ID = 32;
  private static final int TICKET_LIFETIME_SECONDS = 3_600;
  private static final byte[] DOWNGRADE_FROM_13 = {0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x01};
  private static final byte[] DOWNGRADE_FROM_12 = {0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x00};

  private final HandshakeState state;
  private final ServerSettings settings;
  private final ProtocolVersion version;
  private final byte[] random = new byte[RANDOM];
  private String name = "";
  private boolean issuesTicket;
  private Optional<PrivateKey> temporary = Optional.empty();

  Server12(HandshakeState state, ServerSettings settings) {
    this.state = state;
    this.settings = settings;
    this.version = state.version.orElseThrow();
    settings.random().nextBytes(random);
  }

  private OlderSecrets secrets(CipherSuiteParameters parameters) {
    return OlderSecrets.of(version, parameters.hash());
  }

  private boolean knowsNewer() {
    return settings.versions().stream()
        .anyMatch(one -> one.code() > version.code() && one.code() >= ProtocolVersion.TLS12.code());
  }

  void run(ClientHello hello) throws Aborted, WireException {
    boolean older = Deviations.has(settings.deviations(), Deviation.MarkOlderDowngrade.class);
    boolean marked =
        older
            || Deviations.has(settings.deviations(), Deviation.MarkDowngrade.class)
            || (knowsNewer()
                && !Deviations.has(settings.deviations(), Deviation.LeaveDowngradeUnmarked.class));
    if (marked) {
      System.arraycopy(
          version.equals(ProtocolVersion.TLS12) && !older ? DOWNGRADE_FROM_13 : DOWNGRADE_FROM_12,
          0,
          random,
          RANDOM - DOWNGRADE_FROM_13.length,
          DOWNGRADE_FROM_13.length);
      state.downgradeMarked = true;
    }
    name = ServerChoice.serverName(hello);
    Optional<Session> resumed = resumable(hello);
    CipherSuiteParameters parameters =
        resumed.isPresent()
            ? CipherSuiteParameters.of(resumed.get().suite()).orElseThrow()
            : ServerChoice.suite(state, settings, hello, version);
    state.suite = Optional.of(parameters.suite());
    state.extendedMasterSecret =
        settings.extendedMasterSecret()
            && hello.extension(ExtensionType.EXTENDED_MASTER_SECRET).isPresent();
    state.encryptThenMac =
        settings.encryptThenMac()
            && parameters.bulk().mode() == BulkCipher.Mode.CBC
            && hello.extension(ExtensionType.ENCRYPT_THEN_MAC).isPresent();
    state.compressed =
        settings.compression()
            && ClientRules.contains(hello.compressionMethods(), RecordCompression.DEFLATE);
    state.insistOnEncryptThenMac(parameters.bulk().mode() == BulkCipher.Mode.CBC);
    issuesTicket =
        settings.sessions().isPresent()
            && settings.sessionTickets()
            && hello.extension(ExtensionType.SESSION_TICKET).isPresent();
    ServerLimits limits = new ServerLimits(state, settings);
    byte[] sessionId =
        sendServerHello(hello, parameters, resumed.isPresent(), limits.answer(hello));
    limits.beginAtOnce();
    byte[] master = resumed.isPresent() ? resumed.get().secret() : fullHandshake(hello, parameters);
    new KeyLog(settings.keyLog(), hello.random()).write("CLIENT_RANDOM", master);
    Tls12Keys keys =
        new Tls12Keys(version, parameters, master, hello.random(), random, state.encryptThenMac);
    limits.beginProtected();
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

  private Optional<Session> resumable(ClientHello hello) throws Aborted {
    if (settings.sessions().isEmpty()) {
      return Optional.empty();
    }
    SessionStore store = settings.sessions().get();
    byte[] ticket =
        hello.extension(ExtensionType.SESSION_TICKET).map(Extension::data).orElse(new byte[0]);
    Optional<Session> session =
        (ticket.length > 0 ? store.find(ticket, name) : store.find(hello.sessionId(), name))
            .filter(one -> one.version().equals(version))
            .filter(one -> hello.cipherSuites().contains(one.suite()));
    boolean extended = hello.extension(ExtensionType.EXTENDED_MASTER_SECRET).isPresent();
    if (session.filter(Session::extendedMasterSecret).isPresent() && !extended) {
      if (Deviations.has(settings.deviations(), Deviation.ForgetExtendedSession.class)) {
        return Optional.empty();
      }
      state.connection.object(
          AlertDescription.HANDSHAKE_FAILURE,
          "The client resumes a session of extended master secret without it");
      return session;
    }
    // A session of plain master secret is not resumed by who asks for better (RFC 7627, 5.3).
    return session.filter(
        one ->
            one.extendedMasterSecret() == extended
                || Deviations.has(settings.deviations(), Deviation.ResumePlainMasterSecret.class));
  }

  private byte[] sendServerHello(
      ClientHello hello, CipherSuiteParameters parameters, boolean resumed, List<Extension> limit) {
    byte[] sessionId = new byte[0];
    if (resumed) {
      sessionId = hello.sessionId();
    } else if (settings.sessions().isPresent() && !issuesTicket) {
      sessionId = new byte[SESSION_ID];
      settings.random().nextBytes(sessionId);
    }
    List<Extension> extensions = new ArrayList<>(limit);
    if (settings.secureRenegotiation()
        && (hello.extension(ExtensionType.RENEGOTIATION_INFO).isPresent()
            || hello.cipherSuites().contains(CipherSuite.EMPTY_RENEGOTIATION_INFO_SCSV))) {
      state.renegotiationInfo.ifPresent(extensions::add);
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
    if (parameters.keyExchange().isCurve()
        && hello.extension(ExtensionType.EC_POINT_FORMATS).isPresent()) {
      extensions.add(Extensions.uncompressedPoints());
    }
    if (staples(hello) && !resumed) {
      extensions.add(Extension.empty(ExtensionType.STATUS_REQUEST));
    }
    state.alpn.ifPresent(protocol -> extensions.add(Extensions.alpn(List.of(protocol))));
    ServerHello answer =
        new ServerHello(
            version,
            random,
            sessionId,
            parameters.suite(),
            state.compressed ? RecordCompression.DEFLATE : 0,
            extensions);
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
    if (parameters.authentication().isByCertificate()) {
      boolean empty = Deviations.has(settings.deviations(), Deviation.EmptyCertificateList.class);
      state.send(new Certificate12(empty ? List.of() : settings.credential().certificates()));
    }
    if (staples(hello)) {
      state.send(new CertificateStatus(Extensions.ocspResponse(settings.stapled().orElseThrow())));
    }
    Optional<KeyExchangeGroup.Initiator> share = sendKeyExchange(hello, parameters);
    Optional<CertificateAsk> asked = ask(parameters);
    asked.ifPresent(
        ask ->
            state.send(
                state.isBefore12()
                    ? new CertificateRequest10(ask.certificateTypes(), ask.authorities())
                    : new CertificateRequest12(
                        ask.certificateTypes(), ask.schemes(), ask.authorities())));
    state.send(new ServerHelloDone());
    state.connection.flush();

    if (asked.isPresent()) {
      receiveCertificate(asked.get());
    }
    ClientKeyExchange exchange = state.expect(ClientKeyExchange.class);
    byte[] premaster = premaster(hello, exchange, parameters, share);
    byte[] master =
        state.extendedMasterSecret
            ? secrets(parameters).extendedMasterSecret(premaster, state.hash)
            : secrets(parameters).masterSecret(premaster, hello.random(), random);
    if (!state.peerCertificates.isEmpty()) {
      receiveProof(asked.orElseThrow(), secrets(parameters).proofOf(master, state.hash));
    }
    return master;
  }

  /** Who is nobody himself asks for no certificate (RFC 5246, Section 7.4.4). */
  private Optional<CertificateAsk> ask(CipherSuiteParameters parameters) {
    return parameters.authentication().isByCertificate()
            || Deviations.has(settings.deviations(), Deviation.AskAnonymously.class)
        ? settings.ask()
        : Optional.empty();
  }

  private Optional<KeyExchangeGroup.Initiator> sendKeyExchange(
      ClientHello hello, CipherSuiteParameters parameters) throws Aborted, WireException {
    if (!ServerChoice.isEphemeral(parameters)) {
      sendTemporaryKey(hello, parameters);
      return Optional.empty();
    }
    KeyExchangeGroup.Initiator initiator;
    byte[] shareParameters;
    if (parameters.keyExchange().isCurve()) {
      NamedGroup group = ServerChoice.curveGroup(settings, hello).orElseThrow();
      initiator = deviating(KeyExchangeGroup.of(group).orElseThrow().initiate(settings.random()));
      shareParameters = ServerShare.curveParameters(group, initiator.share());
      state.group = Optional.of(group);
    } else {
      NamedGroup group = ServerChoice.fieldGroup(settings, hello);
      FiniteFields.Parameters field = FiniteFields.of(group);
      initiator =
          deviating(
              KeyExchangeGroup.finiteField(field.prime(), field.generator())
                  .initiate(settings.random()));
      shareParameters =
          ServerShare.fieldParameters(
              field.primeBytes(), field.generatorBytes(), initiator.share());
      state.group = Optional.of(group);
    }
    byte[] hint = parameters.keyExchange().isPsk() ? new byte[2] : new byte[0];
    byte[] proof =
        parameters.authentication().isByCertificate() ? proof(hello, shareParameters) : new byte[0];
    state.send(
        new ServerKeyExchange(
            WireWriter.write(w -> w.bytes(hint).bytes(shareParameters).bytes(proof))));
    return Optional.of(initiator);
  }

  private KeyExchangeGroup.Initiator deviating(KeyExchangeGroup.Initiator own) {
    Optional<Deviation.ShareAs> other =
        Deviations.find(settings.deviations(), Deviation.ShareAs.class);
    if (other.isEmpty()) {
      return own;
    }
    return new KeyExchangeGroup.Initiator() {
      @Override
      public byte[] share() {
        return other.get().share();
      }

      @Override
      public byte[] finish(byte[] responderShare) {
        return other.get().secret();
      }
    };
  }

  /** The signature of a ServerKeyExchange, with its scheme where it names one. */
  private byte[] proof(ClientHello hello, byte[] signed) throws Aborted, WireException {
    byte[] content = WireWriter.write(w -> w.bytes(hello.random()).bytes(random).bytes(signed));
    try {
      if (state.isBefore12()) {
        byte[] signature =
            Proof.sign(
                OldSignatures.digests(content),
                settings.credential().privateKey(),
                settings.deviations(),
                settings.random());
        return WireWriter.write(w -> w.vector16(v -> v.bytes(signature)));
      }
      SignatureScheme scheme = ServerChoice.scheme(state, settings, hello, ProtocolVersion.TLS12);
      byte[] signature =
          Proof.sign(
              scheme,
              settings.credential().privateKey(),
              state.connection.script().proven(content),
              settings.deviations(),
              settings.random());
      return WireWriter.write(w -> w.uint16(scheme.code()).vector16(v -> v.bytes(signature)));
    } catch (CryptoException e) {
      throw state.connection.fail(AlertDescription.INTERNAL_ERROR, e.getMessage());
    }
  }

  /** A suite for export encrypts with a short key that the long one signs. */
  private void sendTemporaryKey(ClientHello hello, CipherSuiteParameters parameters)
      throws Aborted, WireException {
    if (!parameters.bulk().isExport() || parameters.keyExchange() != KeyExchangeMethod.RSA) {
      return;
    }
    KeyPair pair = RsaKeyTransport.temporaryPair(settings.random());
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    temporary = Optional.of(pair.getPrivate());
    byte[] signed =
        WireWriter.write(
            w ->
                w.vector16(v -> v.bytes(unsigned(key.getModulus())))
                    .vector16(v -> v.bytes(unsigned(key.getPublicExponent()))));
    byte[] proof = proof(hello, signed);
    state.send(new ServerKeyExchange(WireWriter.write(w -> w.bytes(signed).bytes(proof))));
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private byte[] premaster(
      ClientHello hello,
      ClientKeyExchange exchange,
      CipherSuiteParameters parameters,
      Optional<KeyExchangeGroup.Initiator> share)
      throws Aborted, WireException {
    KeyExchangeMethod method = parameters.keyExchange();
    WireReader reader = state.reader(filled(exchange.body()));
    if (!method.isPsk()) {
      return secret(hello, reader, method, share);
    }
    byte[] identity = reader.vector16().rest();
    PreSharedKey key =
        settings
            .preSharedKey()
            .filter(one -> Arrays.equals(one.identity(), identity))
            .orElseThrow(
                () ->
                    state.connection.fail(
                        AlertDescription.UNKNOWN_PSK_IDENTITY,
                        "The client names an identity that nobody knows"));
    byte[] other =
        method == KeyExchangeMethod.PSK ? new byte[0] : secret(hello, reader, method, share);
    return key.premaster(other);
  }

  private byte[] filled(byte[] body) {
    int announced = body.length == 0 ? 1 : 1 + (body[0] & 0xff);
    return body.length < announced
            && Deviations.has(settings.deviations(), Deviation.FillKeyExchange.class)
        ? Arrays.copyOf(body, announced)
        : body;
  }

  private byte[] secret(
      ClientHello hello,
      WireReader reader,
      KeyExchangeMethod method,
      Optional<KeyExchangeGroup.Initiator> share)
      throws Aborted, WireException {
    boolean bare = version.equals(ProtocolVersion.SSL30) && share.isEmpty();
    byte[] sent =
        bare
            ? reader.rest()
            : method.isCurve() ? reader.vector8().rest() : reader.vector16().rest();
    reader.end("ClientKeyExchange");
    if (share.isEmpty()) {
      return decrypted(hello, sent);
    }
    try {
      return share.get().finish(sent);
    } catch (CryptoException e) {
      // RFC 7919, Section 4, and RFC 8422, Section 5.11, differ.
      state.connection.object(
          method.isField()
              ? AlertDescription.HANDSHAKE_FAILURE
              : AlertDescription.ILLEGAL_PARAMETER,
          e.getMessage());
      return sent;
    }
  }

  private byte[] decrypted(ClientHello hello, byte[] sent) throws Aborted {
    PrivateKey key = temporary.orElse(settings.credential().privateKey());
    Optional<Deviation.TellBadPremaster> telling =
        Deviations.find(settings.deviations(), Deviation.TellBadPremaster.class);
    if (telling.isPresent() && !RsaKeyTransport.decrypts(key, sent)) {
      throw state.connection.fail(telling.get().alert(), "The premaster secret does not decrypt");
    }
    return RsaKeyTransport.decrypt(key, sent, hello.legacyVersion(), settings.random());
  }

  private void receiveCertificate(CertificateAsk ask) throws Aborted {
    Incoming.Handshake next = state.handshake();
    if (version.equals(ProtocolVersion.SSL30) && !(next.message() instanceof Certificate12)) {
      // A client of SSL 3.0 that has none says so by a warning (RFC 6101, Section 5.4.2.2).
      if (ask.required()) {
        state.connection.object(
            AlertDescription.HANDSHAKE_FAILURE, "The client has no certificate");
      }
      state.connection.pushBack(next);
      return;
    }
    if (state.overlooksOrder() && !(next.message() instanceof Certificate12)) {
      state.connection.pushBack(next);
      return;
    }
    Certificate12 certificate = state.cast(next, Certificate12.class);
    state.hash.add(next.encoded());
    state.peerSentCertificate = true;
    state.peerCertificates = certificate.certificates();
    if (state.peerCertificates.isEmpty()) {
      if (ask.required()) {
        state.connection.object(
            AlertDescription.HANDSHAKE_FAILURE, "The client has no certificate");
      }
      return;
    }
    state.insistOnCertificates();
    state.judge(settings.judge());
  }

  private void receiveProof(CertificateAsk ask, OlderSecrets.Digests digests) throws Aborted {
    byte[] content = state.hash.messages();
    boolean anyProof = Deviations.has(settings.deviations(), Deviation.TakeAnyProof.class);
    Incoming next = state.connection.next();
    if ((anyProof || state.overlooksOrder()) && next instanceof Incoming.ChangeCipherSpec) {
      state.connection.pushBack(next);
      return;
    }
    if (!(next instanceof Incoming.Handshake message)) {
      throw state.unexpected("No CertificateVerify came after the client's certificate");
    }
    if (!verified(message, ask, content, digests) && !anyProof) {
      state.connection.object(
          AlertDescription.DECRYPT_ERROR, "The client's CertificateVerify does not verify");
    }
  }

  private boolean verified(
      Incoming.Handshake message, CertificateAsk ask, byte[] content, OlderSecrets.Digests digests)
      throws Aborted {
    if (state.isBefore12()) {
      CertificateVerify10 verify = state.cast(message, CertificateVerify10.class);
      state.hash.add(message.encoded());
      return state.verify(digests, verify.signature());
    }
    CertificateVerify verify = state.cast(message, CertificateVerify.class);
    state.hash.add(message.encoded());
    if (!Deviations.has(settings.deviations(), Deviation.TakeAnyProof.class)) {
      state.insistOnScheme(verify.scheme(), ask.schemes());
    }
    return state.verify(verify.scheme(), content, verify.signature());
  }

  private void receiveFinished(CipherSuiteParameters parameters, byte[] master, Tls12Keys keys)
      throws Aborted {
    Incoming next = state.connection.next();
    while (state.overlooksOrder() && !isFinal(next)) {
      if (next instanceof Incoming.Handshake passedOver) {
        state.hash.add(passedOver.encoded());
      }
      next = state.connection.next();
    }
    if (next instanceof Incoming.ChangeCipherSpec) {
      state.openWith(keys.opener(true));
    } else if (state.overlooksOrder()) {
      state.connection.pushBack(next);
    } else {
      throw state.unexpected("No ChangeCipherSpec came before the client's Finished");
    }
    byte[] expected = secrets(parameters).verifyData(master, true, state.hash);
    state.insistOn(state.expect(Finished.class), expected, "The client's");
    state.clientVerifyData = expected;
  }

  private static boolean isFinal(Incoming incoming) {
    return incoming instanceof Incoming.ChangeCipherSpec
        || (incoming instanceof Incoming.Handshake message
            && message.message() instanceof Finished);
  }

  private void sendFinished(
      CipherSuiteParameters parameters, byte[] master, Tls12Keys keys, byte[] sessionId) {
    remember(parameters, master, sessionId);
    state.connection.sendChangeCipherSpec();
    state.sealWith(keys.sealer(false, settings.random()));
    byte[] verifyData = secrets(parameters).verifyData(master, false, state.hash);
    if (Deviations.has(settings.deviations(), Deviation.CorruptFinished.class)) {
      verifyData[0] ^= 1;
    }
    state.serverVerifyData = verifyData;
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
              name,
              new Session(
                  version,
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
