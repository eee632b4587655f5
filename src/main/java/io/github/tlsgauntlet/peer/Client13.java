package io.github.tlsgauntlet.peer;

import io.github.tlsgauntlet.crypto.CipherSuiteParameters;
import io.github.tlsgauntlet.crypto.CryptoException;
import io.github.tlsgauntlet.crypto.HashAlgorithm;
import io.github.tlsgauntlet.crypto.KeyExchangeGroup;
import io.github.tlsgauntlet.crypto.Tls13KeySchedule;
import io.github.tlsgauntlet.crypto.Tls13Records;
import io.github.tlsgauntlet.protocol.AlertDescription;
import io.github.tlsgauntlet.protocol.CipherSuite;
import io.github.tlsgauntlet.protocol.EchConfig;
import io.github.tlsgauntlet.protocol.Extension;
import io.github.tlsgauntlet.protocol.ExtensionType;
import io.github.tlsgauntlet.protocol.Extensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Certificate13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateEntry;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateRequest13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CertificateVerify;
import io.github.tlsgauntlet.protocol.HandshakeMessage.CompressedCertificate;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EncryptedExtensions;
import io.github.tlsgauntlet.protocol.HandshakeMessage.EndOfEarlyData;
import io.github.tlsgauntlet.protocol.HandshakeMessage.Finished;
import io.github.tlsgauntlet.protocol.HandshakeMessage.NewSessionTicket13;
import io.github.tlsgauntlet.protocol.HandshakeMessage.ServerHello;
import io.github.tlsgauntlet.protocol.ProtocolVersion;
import io.github.tlsgauntlet.protocol.SignatureScheme;
import io.github.tlsgauntlet.wire.WireException;
import io.github.tlsgauntlet.wire.WireReader;
import java.util.List;
import java.util.Optional;

/** A client's TLS 1.3 handshake from the ServerHello on (RFC 9846, Section 2, Figure 1). */
final class Client13 {
  private final HandshakeState state;
  private final ClientSettings settings;
  private final ClientHellos hellos;
  private final KeyLog keyLog;
  private final ServerRules rules;

  Client13(HandshakeState state, ClientSettings settings, ClientHellos hellos) {
    this.state = state;
    this.settings = settings;
    this.hellos = hellos;
    this.keyLog = new KeyLog(settings.keyLog(), state.clientHello.orElseThrow().random());
    this.rules = new ServerRules(state, state.clientHello.orElseThrow());
  }

  /** What lasts beyond the handshake. */
  record Established(TrafficKeys keys, byte[] resumptionSecret) {}

  Established run(ServerHello serverHello) throws Aborted, WireException {
    CipherSuiteParameters parameters = parameters(serverHello);
    Optional<Session> psk = selectedPsk(serverHello);
    state.resumed = psk.isPresent();
    Tls13KeySchedule schedule =
        new Tls13KeySchedule(parameters.hash(), psk.map(Session::secret).orElse(new byte[0]));
    schedule.toHandshakeSecret(sharedSecret(serverHello));

    byte[] helloHash = state.hash.hash(parameters.hash());
    byte[] clientHandshake = schedule.derive("c hs traffic", helloHash);
    byte[] serverHandshake = schedule.derive("s hs traffic", helloHash);
    keyLog.write("CLIENT_HANDSHAKE_TRAFFIC_SECRET", clientHandshake);
    keyLog.write("SERVER_HANDSHAKE_TRAFFIC_SECRET", serverHandshake);
    state.connection.openWith(new Tls13Records(parameters, serverHandshake));
    // From here on all that the client says, alerts included, is under its handshake key.
    state.connection.sendCompatibilityChangeCipherSpec();
    boolean early = hellos.earlyData().isPresent();
    if (!early) {
      state.connection.sealWith(new Tls13Records(parameters, clientHandshake));
    }

    EncryptedExtensions extensions = state.expect(EncryptedExtensions.class);
    rules.encryptedExtensions(extensions.extensions());
    takeAlpn(extensions.extensions());
    takeRetryConfigs(extensions.extensions());
    takeEarlyData(extensions.extensions(), psk);
    takeRecordSizeLimit(extensions.extensions());
    if (early && !state.earlyDataAccepted) {
      state.connection.sealWith(new Tls13Records(parameters, clientHandshake));
    }
    Optional<CertificateRequest13> request = authenticateServer(psk.isPresent(), parameters);

    byte[] expected = schedule.verifyData(serverHandshake, state.hash.hash(parameters.hash()));
    state.insistOn(state.expect(Finished.class), expected, "The server's");
    byte[] serverFinishedHash = state.hash.hash(parameters.hash());
    schedule.toMainSecret();
    byte[] clientTraffic = schedule.derive("c ap traffic", serverFinishedHash);
    byte[] serverTraffic = schedule.derive("s ap traffic", serverFinishedHash);
    byte[] exporter = schedule.derive("exp master", serverFinishedHash);
    keyLog.write("CLIENT_TRAFFIC_SECRET_0", clientTraffic);
    keyLog.write("SERVER_TRAFFIC_SECRET_0", serverTraffic);
    keyLog.write("EXPORTER_SECRET", exporter);

    if (state.earlyDataAccepted) {
      state.send(new EndOfEarlyData());
      state.connection.sealWith(new Tls13Records(parameters, clientHandshake));
    }
    sendCertificate(request, parameters);
    byte[] verifyData = schedule.verifyData(clientHandshake, state.hash.hash(parameters.hash()));
    if (Deviations.has(settings.deviations(), Deviation.CorruptFinished.class)) {
      verifyData[0] ^= 1;
    }
    state.send(new Finished(verifyData));
    state.connection.flush();

    TrafficKeys keys =
        new TrafficKeys(parameters, schedule, clientTraffic, serverTraffic, exporter);
    state.connection.sealWith(keys.sealer());
    state.connection.openWith(keys.opener());
    state.completed = true;
    return new Established(keys, schedule.derive("res master", state.hash.hash(parameters.hash())));
  }

  private CipherSuiteParameters parameters(ServerHello hello) throws Aborted {
    String reason = "The server chose " + hello.cipherSuite() + ", which was not offered";
    if (!settings.cipherSuites().contains(hello.cipherSuite())) {
      state.connection.object(AlertDescription.ILLEGAL_PARAMETER, reason);
    }
    return CipherSuiteParameters.of(hello.cipherSuite())
        .filter(p -> p.fits(ProtocolVersion.TLS13))
        .or(() -> state.carelessSuite(settings.cipherSuites()))
        .orElseThrow(() -> state.connection.fail(AlertDescription.ILLEGAL_PARAMETER, reason));
  }

  private Optional<Session> selectedPsk(ServerHello hello) throws Aborted, WireException {
    Optional<Extension> selected = hello.extension(ExtensionType.PRE_SHARED_KEY);
    if (selected.isEmpty()) {
      return Optional.empty();
    }
    if (hellos.psk().isEmpty() || Extensions.readUint16(selected.get()) != 0) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER, "The server chose a PSK that was not offered");
    }
    if (hellos
        .psk()
        .filter(session -> !hash(session.suite()).equals(hash(hello.cipherSuite())))
        .isPresent()) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER, "The hash is another than that of the PSK");
    }
    return hellos.psk();
  }

  private static Optional<HashAlgorithm> hash(CipherSuite suite) {
    return CipherSuiteParameters.of(suite).map(CipherSuiteParameters::hash);
  }

  private byte[] sharedSecret(ServerHello hello) throws Aborted, WireException {
    Optional<Extension> extension = hello.extension(ExtensionType.KEY_SHARE);
    if (extension.isEmpty()) {
      if (!state.resumed || !settings.pskModes().contains(0)) {
        state.connection.object(
            state.resumed ? AlertDescription.ILLEGAL_PARAMETER : AlertDescription.MISSING_EXTENSION,
            "The ServerHello has no key_share");
      }
      return new byte[0];
    }
    Extensions.KeyShare share = Extensions.readKeyShare(extension.get());
    Optional<KeyExchangeGroup.Initiator> initiator = hellos.initiator(share.group());
    state.group = Optional.of(share.group());
    if (initiator.isEmpty()) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER,
          "The server chose the group " + share.group() + ", for which no share was sent");
      return CarelessSecret.of(share.group(), share.keyExchange());
    }
    try {
      return initiator.get().finish(share.keyExchange());
    } catch (CryptoException e) {
      state.connection.object(AlertDescription.ILLEGAL_PARAMETER, e.getMessage());
      return CarelessSecret.of(share.group(), share.keyExchange());
    }
  }

  private void takeAlpn(List<Extension> extensions) throws WireException {
    Optional<Extension> alpn = Extension.find(extensions, ExtensionType.ALPN);
    if (alpn.isPresent()) {
      state.alpn = Extensions.readAlpn(alpn.get()).stream().findFirst();
    }
  }

  /** RFC 9849, Sections 5 and 6.1.6. */
  private void takeRetryConfigs(List<Extension> extensions) throws Aborted, WireException {
    Optional<Extension> sent = Extension.find(extensions, ExtensionType.ENCRYPTED_CLIENT_HELLO);
    if (sent.isEmpty() || state.ech.isEmpty()) {
      return;
    }
    EchOutcome outcome = state.ech.get();
    if (outcome.accepted()) {
      throw state.connection.fail(
          AlertDescription.UNSUPPORTED_EXTENSION,
          "The server took the Encrypted Client Hello and sends configurations for another");
    }
    EchConfig.readList(sent.get().data());
    state.ech =
        Optional.of(new EchOutcome(false, outcome.configId(), Optional.of(sent.get().data())));
  }

  /** It counts the content type with the content (RFC 8449, Section 4). */
  private void takeRecordSizeLimit(List<Extension> extensions) throws Aborted, WireException {
    Optional<Extension> limit = Extension.find(extensions, ExtensionType.RECORD_SIZE_LIMIT);
    if (limit.isEmpty()) {
      return;
    }
    state.connection.limitFragments(Extensions.readUint16(limit.get()) - 1);
  }

  private void takeEarlyData(List<Extension> extensions, Optional<Session> psk) throws Aborted {
    if (Extension.find(extensions, ExtensionType.EARLY_DATA).isEmpty()) {
      return;
    }
    if (psk.filter(session -> session.suite().equals(state.suite.orElseThrow())).isEmpty()) {
      state.connection.object(
          AlertDescription.ILLEGAL_PARAMETER, "Early data is accepted without its PSK or suite");
    }
    state.earlyDataAccepted = true;
  }

  /** Of a ticket, in bytes (RFC 9846, Section 4.3.10). */
  static long mostEarlyData(NewSessionTicket13 ticket) throws WireException {
    Optional<Extension> extension = Extension.find(ticket.extensions(), ExtensionType.EARLY_DATA);
    return extension.isPresent() ? WireReader.of(extension.get().data()).uint32() : 0;
  }

  private Optional<CertificateRequest13> authenticateServer(
      boolean byPsk, CipherSuiteParameters parameters) throws Aborted, WireException {
    if (byPsk) {
      state.proof = HandshakeOutcome.Proof.IMPLICIT;
      return Optional.empty();
    }
    Optional<CertificateRequest13> request = Optional.empty();
    Incoming.Handshake next = state.handshake();
    if (next.message() instanceof CertificateRequest13 asked) {
      if (asked.context().length > 0) {
        state.connection.object(
            AlertDescription.ILLEGAL_PARAMETER, "The CertificateRequest has a context");
      }
      state.hash.add(next.encoded());
      state.ask = Optional.of(ask(asked));
      if (Extension.find(asked.extensions(), ExtensionType.SIGNATURE_ALGORITHMS).isEmpty()
          && !Deviations.has(settings.deviations(), Deviation.TakeRequestWithoutSchemes.class)) {
        state.connection.object(
            AlertDescription.MISSING_EXTENSION,
            "The CertificateRequest has no signature_algorithms");
      }
      request = Optional.of(asked);
      next = state.handshake();
    }
    while (state.overlooksOrder()
        && !(next.message() instanceof Certificate13)
        && !(next.message() instanceof CompressedCertificate)
        && !(next.message() instanceof Finished)) {
      state.hash.add(next.encoded());
      next = state.handshake();
    }
    if (next.message() instanceof Finished && state.overlooksOrder()) {
      state.connection.pushBack(next);
      return request;
    }
    state.hash.add(next.encoded());
    Certificate13 certificate =
        next.message() instanceof CompressedCertificate compressed
            ? CertificateCompression.expand(state, compressed)
            : state.cast(next, Certificate13.class);
    state.peerSentCertificate = true;
    state.peerCertificates = certificate.entries().stream().map(CertificateEntry::data).toList();
    if (certificate.entries().isEmpty()
        && !Deviations.has(settings.deviations(), Deviation.TakeAnyProof.class)) {
      state.connection.object(
          AlertDescription.DECODE_ERROR, "The server's certificate list is empty");
    }
    if (certificate.context().length > 0) {
      state.connection.object(AlertDescription.ILLEGAL_PARAMETER, "The Certificate has a context");
    }
    for (CertificateEntry entry : certificate.entries()) {
      if (entry.data().length == 0) {
        state.connection.object(AlertDescription.DECODE_ERROR, "A certificate is empty");
      }
      rules.solicited(entry.extensions());
    }
    Optional<Extension> stapled =
        certificate.entries().stream()
            .findFirst()
            .flatMap(entry -> Extension.find(entry.extensions(), ExtensionType.STATUS_REQUEST));
    if (stapled.isPresent()) {
      state.stapled = Optional.of(Extensions.readOcspResponse(stapled.get().data()));
    }
    state.timestamps =
        certificate.entries().stream()
            .findFirst()
            .flatMap(
                entry ->
                    Extension.find(entry.extensions(), ExtensionType.SIGNED_CERTIFICATE_TIMESTAMP))
            .map(Extension::data);
    state.judge(settings.judge());
    byte[] content = Proof.content13(true, state.hash.hash(parameters.hash()));
    Incoming.Handshake proof = state.handshake();
    if (proof.message() instanceof Finished && state.overlooksOrder()) {
      state.connection.pushBack(proof);
      return request;
    }
    state.connection.pushBack(proof);
    CertificateVerify verify = state.expect(CertificateVerify.class);
    boolean anyProof = Deviations.has(settings.deviations(), Deviation.TakeAnyProof.class);
    if (!anyProof) {
      state.insistOnScheme(verify.scheme(), settings.schemes());
    }
    if (!state.verify(verify.scheme(), content, verify.signature()) && !anyProof) {
      state.connection.object(
          AlertDescription.DECRYPT_ERROR, "The server's CertificateVerify does not verify");
    }
    return request;
  }

  private void sendCertificate(
      Optional<CertificateRequest13> request, CipherSuiteParameters parameters) throws Aborted {
    if (Deviations.has(settings.deviations(), Deviation.IgnoreCertificateRequest.class)) {
      return;
    }
    boolean unrequested =
        request.isEmpty()
            && settings.credential().isPresent()
            && Deviations.has(settings.deviations(), Deviation.UnrequestedCertificate.class);
    if (request.isPresent() || unrequested) {
      ClientProof13.send(
          state,
          settings,
          parameters.hash(),
          request.map(CertificateRequest13::context).orElse(new byte[0]),
          state.ask.map(CertificateAsk::schemes).orElse(settings.schemes()));
    }
  }

  static CertificateAsk ask(CertificateRequest13 request) throws WireException {
    List<SignatureScheme> schemes = List.of();
    List<byte[]> authorities = List.of();
    Optional<Extension> named =
        Extension.find(request.extensions(), ExtensionType.SIGNATURE_ALGORITHMS);
    if (named.isPresent()) {
      schemes = Extensions.readCodes16(named.get(), SignatureScheme::new);
    }
    Optional<Extension> list =
        Extension.find(request.extensions(), ExtensionType.CERTIFICATE_AUTHORITIES);
    if (list.isPresent()) {
      authorities = Extensions.readNames(WireReader.of(list.get().data()).vector16());
    }
    return new CertificateAsk(false, authorities, schemes, new byte[0], request.extensions());
  }
}
