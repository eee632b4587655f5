package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.BulkCipher;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.Authentication;
import io.github.tlsgauntlet.crypto.CipherSuiteParameters.KeyExchangeMethod;
import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.OldSignatures;
import io.github.tlsgauntlet.crypto.OlderSecrets;
import io.github.tlsgauntlet.crypto.RecordCompression;
import io.github.tlsgauntlet.crypto.RsaKeyTransport;
import io.github.tlsgauntlet.crypto.Tls12Keys;
import io.github.tlsgauntlet.pki.Credential;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest10;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateStatus;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify10;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ClientKeyExchange;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Finished;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket12;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHelloDone;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerKeyExchange;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import io.github.tlsgauntlet.wire.WireWriter;
import java.math.BigInteger;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A client's handshake before TLS 1.3, from the ServerHello on (RFC 5246, Section 7.3; RFC 4346;
 * RFC 2246; RFC 6101).
 */
final class Client12 {
  /** SSL 3.0's answer of a client that has none (RFC 6101, Section 5.4.2.2). */
  private static final int NO_CERTIFICATE = 41;

  private static final int SHORTEST_FRAGMENT = 512;
  private static final int MOST_FRAGMENT_CODE = 4;
  private static final int LEAST_RECORD = 64;

  private final HandshakeState state;
  private final ClientSettings settings;
  private final ClientHellos hellos;
  private final ProtocolVersion version;
  private Optional<NewSessionTicket12> ticket = Optional.empty();
  private Optional<PublicKey> temporary = Optional.empty();

  Client12(HandshakeState state, ClientSettings settings, ClientHellos hellos) {
    this.state = state;
    this.settings = settings;
    this.hellos = hellos;
    this.version = state.version.orElseThrow();
  }

  private OlderSecrets secrets(CipherSuiteParameters parameters) {
    return OlderSecrets.of(version, parameters.hash());
  }

  Optional<Session> run(ServerHello hello) throws Aborted, WireException {
    CipherSuiteParameters parameters = parameters(hello);
    if (settings.insistsOnSecureRenegotiation()) {
      new ServerRules(state, state.clientHello.orElseThrow()).secureRenegotiation(hello);
    }
    state.extendedMasterSecret = hello.extension(ExtensionType.EXTENDED_MASTER_SECRET).isPresent();
    state.encryptThenMac = hello.extension(ExtensionType.ENCRYPT_THEN_MAC).isPresent();
    state.compressed = hello.compressionMethod() == RecordCompression.DEFLATE;
    state.insistOnEncryptThenMac(parameters.bulk().mode() == BulkCipher.Mode.CBC);
    Optional<Extension> alpn = hello.extension(ExtensionType.ALPN);
    if (alpn.isPresent()) {
      state.alpn = Extensions.readAlpn(alpn.get()).stream().findFirst();
    }
    takeLimits(hello);
    Optional<Session> resumed =
        settings
            .session()
            .filter(session -> session.version().equals(version))
            .filter(session -> hello.sessionId().length > 0)
            .filter(session -> Arrays.equals(hello.sessionId(), hellos.sessionId()));
    if (resumed.isPresent()) {
      requireAlike(resumed.get(), hello);
    }
    byte[] master = resumed.isPresent() ? resumed.get().secret() : fullHandshake(hello, parameters);
    new KeyLog(settings.keyLog(), hellos.random()).write("CLIENT_RANDOM", master);
    Tls12Keys keys =
        new Tls12Keys(
            version, parameters, master, hellos.random(), hello.random(), state.encryptThenMac);
    if (resumed.isPresent()) {
      state.resumed = true;
      state.proof = HandshakeOutcome.Proof.IMPLICIT;
      receiveFinished(parameters, master, keys);
      sendFinished(parameters, master, keys);
    } else {
      sendFinished(parameters, master, keys);
      receiveFinished(parameters, master, keys);
    }
    state.completed = true;
    return session(hello, master);
  }

  /** Records as short as the server agreed to (RFC 6066, Section 4) or asks for (RFC 8449). */
  private void takeLimits(ServerHello hello) throws WireException {
    Optional<Extension> fragment = hello.extension(ExtensionType.MAX_FRAGMENT_LENGTH);
    if (fragment.isPresent() && fragment.get().data().length == 1) {
      int code = fragment.get().data()[0] & 0xff;
      if (code >= 1 && code <= MOST_FRAGMENT_CODE) {
        state.connection.limitFragments(SHORTEST_FRAGMENT << (code - 1));
      }
    }
    Optional<Extension> limit = hello.extension(ExtensionType.RECORD_SIZE_LIMIT);
    if (limit.isPresent()) {
      state.connection.limitFragments(Math.max(LEAST_RECORD, Extensions.readUint16(limit.get())));
    }
  }

  private CipherSuiteParameters parameters(ServerHello hello) throws Aborted {
    String reason = "The server chose " + hello.cipherSuite() + ", which was not offered";
    if (!settings.cipherSuites().contains(hello.cipherSuite())) {
      state.connection.object(AlertDescription.ILLEGAL_PARAMETER, reason);
    }
    return CipherSuiteParameters.of(hello.cipherSuite())
        .filter(p -> p.fits(version))
        .or(() -> state.carelessSuite(settings.cipherSuites()))
        .orElseThrow(() -> state.connection.fail(AlertDescription.ILLEGAL_PARAMETER, reason));
  }

  /** A session goes on as it began (RFC 7627, Section 5.3; RFC 5246, Section 7.4.1.3). */
  private void requireAlike(Session session, ServerHello hello) throws Aborted {
    boolean gains =
        state.extendedMasterSecret
            && Deviations.has(settings.deviations(), Deviation.GainMasterSecret.class);
    if (session.extendedMasterSecret() != state.extendedMasterSecret && !gains) {
      state.connection.object(
          AlertDescription.HANDSHAKE_FAILURE,
          "The session began and goes on differently in its extended master secret");
    }
    if (!session.suite().equals(hello.cipherSuite())) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER, "The session goes on with " + hello.cipherSuite());
    }
  }

  private byte[] fullHandshake(ServerHello hello, CipherSuiteParameters parameters)
      throws Aborted, WireException {
    if (parameters.authentication().isByCertificate()) {
      receiveCertificate(parameters);
    }
    Incoming.Handshake next = state.handshake();
    if (next.message() instanceof CertificateStatus status) {
      if (hello.extension(ExtensionType.STATUS_REQUEST).isEmpty()) {
        state.connection.object(
            AlertDescription.UNEXPECTED_MESSAGE, "A CertificateStatus comes without its extension");
      }
      state.hash.add(next.encoded());
      state.stapled = Optional.of(Extensions.readOcspResponse(state.reader(status.body())));
      next = state.handshake();
    }
    if (parameters.authentication().isByCertificate()) {
      state.judge(settings.judge());
    }
    next = pastDisorder(next);
    Optional<ServerShare> share = Optional.empty();
    boolean shared = parameters.keyExchange().isCurve() || parameters.keyExchange().isField();
    if ((shared && !missesItsShare(next)) || next.message() instanceof ServerKeyExchange) {
      ServerKeyExchange exchange = state.cast(next, ServerKeyExchange.class);
      state.hash.add(next.encoded());
      if (shared) {
        share = Optional.of(serverShare(exchange, parameters, hello));
      } else if (parameters.bulk().isExport()) {
        temporary = Optional.of(temporaryKey(exchange, hello));
      } else if (!parameters.keyExchange().isPsk()) {
        throw state.unexpected("A ServerKeyExchange came with RSA key transport");
      }
      next = state.handshake();
    }
    Optional<CertificateAsk> asked = ask(next);
    if (asked.isPresent()) {
      state.ask = asked;
      if (parameters.authentication() == Authentication.ANONYMOUS) {
        state.connection.object(
            AlertDescription.HANDSHAKE_FAILURE, "A server without a name asks for a certificate");
      }
      state.hash.add(next.encoded());
      next = state.handshake();
    }
    while (state.overlooksOrder() && !(next.message() instanceof ServerHelloDone)) {
      state.hash.add(next.encoded());
      next = state.handshake();
    }
    state.cast(next, ServerHelloDone.class);
    state.hash.add(next.encoded());
    return clientFlight(hello, parameters, share);
  }

  private void receiveCertificate(CipherSuiteParameters parameters) throws Aborted {
    Incoming.Handshake first = state.handshake();
    state.connection.pushBack(first);
    if (state.overlooksOrder() && !(first.message() instanceof Certificate12)) {
      return;
    }
    Certificate12 certificate = state.expect(Certificate12.class);
    state.peerSentCertificate = true;
    state.peerCertificates = certificate.certificates();
    if (certificate.certificates().isEmpty()
        && !Deviations.has(settings.deviations(), Deviation.TakeAnyProof.class)) {
      state.connection.object(
          AlertDescription.DECODE_ERROR, "The server's certificate list is empty");
    }
    if (certificate.certificates().stream().anyMatch(one -> one.length == 0)) {
      state.connection.object(AlertDescription.DECODE_ERROR, "A certificate is empty");
    }
    boolean rsa = state.peerKey().map(key -> key.getAlgorithm().startsWith("RSA")).orElse(false);
    if (rsa && parameters.authentication() == Authentication.ECDSA) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER,
          "The server's key is RSA, and the cipher suite wants ECDSA");
    }
  }

  /** A client that overlooks disorder passes over what should not be there. */
  private Incoming.Handshake pastDisorder(Incoming.Handshake incoming) throws Aborted {
    Incoming.Handshake next = incoming;
    while (state.overlooksOrder()
        && !(next.message() instanceof ServerKeyExchange)
        && !(next.message() instanceof ServerHelloDone)
        && ask(next).isEmpty()) {
      state.hash.add(next.encoded());
      next = state.handshake();
    }
    return next;
  }

  private boolean missesItsShare(Incoming.Handshake next) {
    return state.overlooksOrder() && !(next.message() instanceof ServerKeyExchange);
  }

  private static Optional<CertificateAsk> ask(Incoming.Handshake incoming) {
    if (incoming.message() instanceof CertificateRequest12 request) {
      return Optional.of(
          new CertificateAsk(
              false,
              request.authorities(),
              request.schemes(),
              request.certificateTypes(),
              List.of()));
    }
    return incoming.message() instanceof CertificateRequest10 request
        ? Optional.of(
            new CertificateAsk(
                false, request.authorities(), List.of(), request.certificateTypes(), List.of()))
        : Optional.empty();
  }

  /** The short RSA key of a suite for export (RFC 2246, Section 7.4.3). */
  private PublicKey temporaryKey(ServerKeyExchange exchange, ServerHello hello)
      throws Aborted, WireException {
    WireReader reader = WireReader.of(exchange.body());
    BigInteger modulus = new BigInteger(1, reader.vector16().rest());
    BigInteger exponent = new BigInteger(1, reader.vector16().rest());
    byte[] signed = Arrays.copyOf(exchange.body(), exchange.body().length - reader.remaining());
    boolean scheme = !state.isBefore12();
    Optional<SignatureScheme> used =
        scheme ? Optional.of(new SignatureScheme(reader.uint16())) : Optional.empty();
    byte[] signature = reader.vector16().rest();
    reader.end("ServerKeyExchange");
    requireProof(content(hello, signed), used, signature);
    return RsaKeyTransport.key(modulus, exponent)
        .orElseThrow(
            () ->
                state.connection.fail(
                    AlertDescription.ILLEGAL_PARAMETER, "The server's temporary key is none"));
  }

  private byte[] content(ServerHello hello, byte[] signed) {
    return WireWriter.write(w -> w.bytes(hellos.random()).bytes(hello.random()).bytes(signed));
  }

  private void requireProof(byte[] content, Optional<SignatureScheme> used, byte[] signature)
      throws Aborted {
    boolean anyProof = Deviations.has(settings.deviations(), Deviation.TakeAnyProof.class);
    if (used.isPresent() && !anyProof) {
      state.insistOnScheme(used.get(), settings.schemes());
    }
    boolean verified =
        used.isPresent()
            ? state.verify(used.get(), content, signature)
            : state.verify(OldSignatures.digests(content), signature);
    if (!verified && !anyProof) {
      state.connection.object(
          AlertDescription.DECRYPT_ERROR, "The server's ServerKeyExchange does not verify");
    }
  }

  private ServerShare serverShare(
      ServerKeyExchange exchange, CipherSuiteParameters parameters, ServerHello hello)
      throws Aborted, WireException {
    boolean signed = parameters.authentication().isByCertificate();
    ServerShare share =
        ServerShare.read(
            exchange.body(),
            state.reader(exchange.body()),
            new ServerShare.Layout(
                parameters.keyExchange().isPsk(),
                parameters.keyExchange().isCurve(),
                signed,
                !state.isBefore12()));
    state.group = share.group().or(share::field);
    if (share.group().filter(group -> !settings.groups().contains(group)).isPresent()) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER,
          "The server chose the group " + share.group().get() + ", which was not offered");
    }
    if (signed) {
      requireProof(content(hello, share.parameters()), share.scheme(), share.signature());
    }
    return share;
  }

  private byte[] clientFlight(
      ServerHello hello, CipherSuiteParameters parameters, Optional<ServerShare> share)
      throws Aborted, WireException {
    Optional<Credential> presented = Optional.empty();
    boolean ignores =
        Deviations.has(settings.deviations(), Deviation.IgnoreCertificateRequest.class);
    boolean unrequested =
        Deviations.has(settings.deviations(), Deviation.UnrequestedCertificate.class);
    if ((state.ask.isPresent() && !ignores) || unrequested) {
      presented = settings.credential().filter(this::canProve);
      if (presented.isEmpty() && version.equals(ProtocolVersion.SSL30)) {
        state.connection.sendAlert(new AlertDescription(NO_CERTIFICATE), false);
      } else {
        state.send(new Certificate12(presented.map(Credential::certificates).orElse(List.of())));
      }
    }
    byte[] premaster = sendKeyExchange(parameters, share);
    byte[] master =
        state.extendedMasterSecret
            ? secrets(parameters).extendedMasterSecret(premaster, state.hash)
            : secrets(parameters).masterSecret(premaster, hellos.random(), hello.random());
    if (presented.isPresent()
        && !Deviations.has(settings.deviations(), Deviation.OmitCertificateVerify.class)) {
      prove(presented.get(), secrets(parameters).proofOf(master, state.hash));
    }
    return master;
  }

  private byte[] sendKeyExchange(CipherSuiteParameters parameters, Optional<ServerShare> share)
      throws Aborted {
    try {
      KeyExchangeMethod method = parameters.keyExchange();
      byte[] sent;
      byte[] secret;
      if (share.isPresent()) {
        ServerShare.Answer answer = answer(share.get());
        sent =
            WireWriter.write(
                w ->
                    (method.isCurve()
                            ? w.vector8(v -> v.bytes(answer.share()))
                            : w.vector16(v -> v.bytes(answer.share())))
                        .length());
        secret = answer.secret();
      } else if (method == KeyExchangeMethod.PSK) {
        sent = new byte[0];
        secret = new byte[0];
      } else {
        secret = RsaKeyTransport.premaster(offered(), settings.random());
        sent = encrypted(secret);
      }
      if (!method.isPsk()) {
        state.send(new ClientKeyExchange(sent));
        return secret;
      }
      state.proof = HandshakeOutcome.Proof.IMPLICIT;
      PreSharedKey key =
          settings
              .preSharedKey()
              .orElseThrow(
                  () ->
                      state.connection.fail(
                          AlertDescription.INTERNAL_ERROR, "Our client holds no pre-shared key"));
      state.send(
          new ClientKeyExchange(
              WireWriter.write(w -> w.vector16(v -> v.bytes(key.identity())).bytes(sent))));
      return key.premaster(secret);
    } catch (CryptoException e) {
      throw state.connection.fail(AlertDescription.ILLEGAL_PARAMETER, e.getMessage());
    }
  }

  private ServerShare.Answer answer(ServerShare share) throws Aborted {
    Optional<byte[]> careless = settings.script().careless();
    if (careless.isPresent()) {
      return new ServerShare.Answer(
          careless.get(), CarelessSecret.of(share.group(), careless.get()));
    }
    try {
      return share.answer(settings.random());
    } catch (CryptoException e) {
      // RFC 7919, Section 3, for a share in a finite field.
      state.connection.object(
          share.group().isPresent()
              ? AlertDescription.ILLEGAL_PARAMETER
              : AlertDescription.HANDSHAKE_FAILURE,
          e.getMessage());
      return new ServerShare.Answer(share.share(), CarelessSecret.of(share.group(), share.share()));
    }
  }

  private ProtocolVersion offered() {
    return state.clientHello.orElseThrow().legacyVersion();
  }

  private byte[] encrypted(byte[] premaster) throws Aborted, CryptoException {
    Optional<PublicKey> key = temporary.or(state::peerKey);
    if (key.isEmpty()) {
      throw state.connection.fail(
          AlertDescription.UNSUPPORTED_CERTIFICATE, "The server's key is not readable");
    }
    if (temporary.isEmpty()) {
      state.proof = HandshakeOutcome.Proof.IMPLICIT;
    }
    byte[] encrypted = RsaKeyTransport.encrypt(key.get(), premaster, settings.random());
    // SSL 3.0 leaves the length out.
    return version.equals(ProtocolVersion.SSL30)
        ? encrypted
        : WireWriter.write(w -> w.vector16(v -> v.bytes(encrypted)));
  }

  private boolean canProve(Credential credential) {
    return state.isBefore12()
        ? state.ask.map(asked -> asked.takesKeyOf(credential)).orElse(true)
        : scheme(credential).isPresent();
  }

  private Optional<SignatureScheme> scheme(Credential credential) {
    Optional<SignatureScheme> forced =
        Deviations.find(settings.deviations(), Deviation.ProofByScheme.class)
            .map(Deviation.ProofByScheme::scheme);
    if (forced.isPresent()) {
      return forced;
    }
    Optional<SignatureScheme> fitting =
        state.ask.map(asked -> asked.takesKeyOf(credential)).orElse(true)
            ? Proof.choose(credential.privateKey(), taken(), ProtocolVersion.TLS12)
            : Optional.empty();
    return fitting.isEmpty()
            && Deviations.has(settings.deviations(), Deviation.CertificateWithoutScheme.class)
        ? Proof.natural(credential.privateKey(), ProtocolVersion.TLS12)
        : fitting;
  }

  /** What the server takes and our client would make. */
  private List<SignatureScheme> taken() {
    return state
        .ask
        .map(asked -> asked.schemes().stream().filter(settings.schemes()::contains).toList())
        .orElse(settings.schemes());
  }

  private void prove(Credential credential, OlderSecrets.Digests digests) throws Aborted {
    try {
      if (state.isBefore12()) {
        state.send(
            new CertificateVerify10(
                Proof.sign(
                    digests, credential.privateKey(), settings.deviations(), settings.random())));
        return;
      }
      SignatureScheme scheme = scheme(credential).orElseThrow();
      state.send(
          new CertificateVerify(
              scheme,
              Proof.sign(
                  scheme,
                  credential.privateKey(),
                  state.connection.script().proven(state.hash.messages()),
                  settings.deviations(),
                  settings.random())));
    } catch (CryptoException e) {
      throw state.connection.fail(AlertDescription.INTERNAL_ERROR, e.getMessage());
    }
  }

  private void sendFinished(CipherSuiteParameters parameters, byte[] master, Tls12Keys keys) {
    state.connection.sendChangeCipherSpec();
    state.sealWith(keys.sealer(true, settings.random()));
    byte[] verifyData = secrets(parameters).verifyData(master, true, state.hash);
    if (Deviations.has(settings.deviations(), Deviation.CorruptFinished.class)) {
      verifyData[0] ^= 1;
    }
    Deviations.find(settings.deviations(), Deviation.LayOutFinished.class)
        .ifPresent(layout -> state.connection.nextRecordHolds(layout.contents()));
    state.clientVerifyData = verifyData;
    state.send(new Finished(verifyData));
    state.connection.flush();
  }

  private void receiveFinished(CipherSuiteParameters parameters, byte[] master, Tls12Keys keys)
      throws Aborted {
    Incoming next = state.connection.next();
    boolean promised =
        state
            .serverHello
            .flatMap(hello -> hello.extension(ExtensionType.SESSION_TICKET))
            .isPresent();
    if (next instanceof Incoming.Handshake message
        && message.message() instanceof NewSessionTicket12 issued) {
      if (!promised) {
        state.connection.object(
            AlertDescription.UNEXPECTED_MESSAGE, "A ticket comes without its extension");
      }
      state.hash.add(message.encoded());
      ticket = Optional.of(issued);
      next = state.connection.next();
    } else if (promised && next instanceof Incoming.ChangeCipherSpec) {
      state.connection.object(AlertDescription.UNEXPECTED_MESSAGE, "The ticket does not come");
    }
    while (state.overlooksOrder() && next instanceof Incoming.Handshake passed) {
      if (passed.message() instanceof Finished finished) {
        // Who overlooks the order takes it without a ChangeCipherSpec, too.
        byte[] due = secrets(parameters).verifyData(master, false, state.hash);
        state.hash.add(passed.encoded());
        state.openWith(keys.opener(false));
        state.insistOn(finished, due, "The server's");
        state.serverVerifyData = due;
        return;
      }
      state.hash.add(passed.encoded());
      next = state.connection.next();
    }
    if (!(next instanceof Incoming.ChangeCipherSpec)) {
      throw state.unexpected("No ChangeCipherSpec came before the server's Finished");
    }
    state.openWith(keys.opener(false));
    byte[] expected = secrets(parameters).verifyData(master, false, state.hash);
    state.insistOn(state.expect(Finished.class), expected, "The server's");
    state.serverVerifyData = expected;
  }

  private Optional<Session> session(ServerHello hello, byte[] master) {
    byte[] issued =
        ticket
            .map(NewSessionTicket12::ticket)
            .orElse(
                settings
                    .session()
                    .filter(s -> state.resumed)
                    .map(Session::ticket)
                    .orElse(new byte[0]));
    return hello.sessionId().length == 0 && issued.length == 0
        ? Optional.empty()
        : Optional.of(
            new Session(
                version,
                hello.cipherSuite(),
                master,
                issued.length > 0 ? new byte[0] : hello.sessionId(),
                issued,
                state.extendedMasterSecret,
                0,
                System.nanoTime()));
  }
}
